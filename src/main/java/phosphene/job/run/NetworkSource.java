package phosphene.job.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.engine.Engines;
import phosphene.gallery.Provenance;
import phosphene.gallery.store.Objects;
import phosphene.job.run.ShippedNetwork.Companion;
import phosphene.job.run.ShippedNetwork.Kind;
import phosphene.job.run.ShippedNetwork.Origin;
import phosphene.job.run.ShippedNetwork.Use;
import phosphene.network.Network;
import phosphene.network.zoo.Catalogue;
import phosphene.network.zoo.Networks;
import phosphene.spec.Job;
import phosphene.spec.NetworkRef;
import phosphene.spec.Precision;
import phosphene.spec.SpecException;

/**
 * A job's network on the driver, with the files that it was read from.
 *
 * @param files to be shipped to the executors, the main one first; none for random weights
 */
public record NetworkSource(Network network, ShippedNetwork shippedNetwork, List<Path> files) {
  public NetworkSource {
    files = List.copyOf(files);
  }

  /**
   * Reads the network of a job, from this machine, an object store or the cache of fetched weights.
   *
   * @param cache folder of fetched weights
   * @throws SpecException in the value of network, weights, preprocessing or labels if it cannot be
   *     had
   */
  public static NetworkSource open(NetworkRef ref, Path cache, Configuration storage) {
    Networks.require(ref);
    Optional<NetworkFiles> brought = brought(ref, storage);
    Optional<Path> labels = ref.labels().map(place -> in("labels", () -> file(place, storage)));
    Network network = Networks.resolve(ref.local(brought.map(NetworkFiles::main), labels), cache);
    if (random(ref)) {
      Origin origin = new Origin(Kind.RANDOM, ref.name(), ref.weights().orElseThrow());
      return new NetworkSource(network, shipped(origin, network, List.of()), List.of());
    }
    NetworkFiles files = brought.orElseGet(() -> fetched(ref.name(), cache));
    List<Path> shipped = files.shipped();
    Origin origin =
        new Origin(ref.model() ? Kind.MODEL : Kind.WEIGHTS, ref.name(), fileName(files.main()));
    List<Companion> companions =
        IntStream.range(0, files.companions().size())
            .mapToObj(i -> new Companion(files.companions().get(i), fileName(shipped.get(i + 1))))
            .toList();
    return new NetworkSource(network, shipped(origin, network, companions), shipped);
  }

  /** Reads the network of a job as above, to be computed in the job's precision. */
  public static NetworkSource open(Job job, Path cache, Configuration storage) {
    return open(job.network(), cache, storage).in(job.precision());
  }

  /** The same network in another precision. */
  public NetworkSource in(Precision precision) {
    return new NetworkSource(network, shippedNetwork.in(precision), files);
  }

  /**
   * Reads the network that judges a job's images; empty if it has none.
   *
   * @throws SpecException in the value of judge if it cannot be had
   */
  public static Optional<NetworkSource> judge(Job job, Path cache, Configuration storage) {
    try {
      return job.judge().map(ref -> open(ref, cache, storage));
    } catch (SpecException e) {
      throw e.within("judge");
    }
  }

  private static boolean random(NetworkRef ref) {
    return ref.weights().filter(weights -> Networks.randomSeed(weights).isPresent()).isPresent();
  }

  /** The files that the user names; empty if the network is random or comes from the catalogue. */
  private static Optional<NetworkFiles> brought(NetworkRef ref, Configuration storage) {
    if (ref.model()) {
      return Optional.of(in("network", () -> NetworkFiles.at(ref.name(), storage)));
    }
    return random(ref)
        ? Optional.empty()
        : ref.weights().map(place -> in("weights", () -> NetworkFiles.at(place, storage)));
  }

  private static NetworkFiles fetched(String name, Path cache) {
    return new NetworkFiles(Catalogue.bundled().cached(name, cache).orElseThrow(), List.of());
  }

  /** A file on this machine, which is a copy of what lies in an object store. */
  public static Path file(String place, Configuration storage) {
    return Objects.local(place) ? Objects.file(place) : NetworkFiles.copy(place, storage);
  }

  private static <T> T in(String key, Supplier<T> had) {
    try {
      return had.get();
    } catch (SpecException e) {
      throw e.in(key);
    }
  }

  private static ShippedNetwork shipped(
      Origin origin, Network network, List<Companion> companions) {
    return new ShippedNetwork(origin, companions, Use.of(network), network.sha256());
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** What galleries call the network. */
  public Provenance.NetworkName named() {
    return new Provenance.NetworkName(
        network.architecture().name(),
        network.sha256(),
        network.architecture().preprocessing().text());
  }

  /**
   * Refuses what no executor of this process could do: an engine by its name, or a precision, that
   * this machine's processor does not run. The default engine in 32 bits is not looked for.
   *
   * @throws SpecException naming the reason
   */
  public void requireEngine() {
    Precision precision = shippedNetwork.use().precision();
    Optional<String> asked = kind().filter(name -> !name.equals(Engines.AUTO));
    if (asked.isPresent() || precision != Precision.F32) {
      Engines.known().kind(asked, new Device.Cpu(), precision);
    }
  }

  /** What a plan says of the precision: nothing of 32 bits. */
  public Optional<String> precisionNote() {
    Precision precision = shippedNetwork.use().precision();
    if (precision == Precision.F32) {
      return Optional.empty();
    }
    Device cpu = new Device.Cpu();
    try {
      EngineKind kind = Engines.known().kind(kind(), cpu, precision);
      return Optional.of(
          precision.text() + kind.remark(cpu, precision).map(remark -> ": " + remark).orElse(""));
    } catch (SpecException e) {
      return Optional.of(
          precision.text()
              + ", on executors that have it; times are of f32 ("
              + e.getMessage()
              + ")");
    }
  }

  private static Optional<String> kind() {
    return Optional.ofNullable(new SparkConf().get(Engines.SETTING, null));
  }

  /** The network on this machine's processor, by the engine that tasks use there. */
  public Engine engine() {
    return Engines.known().onProcessor(kind(), network, shippedNetwork.use().precision());
  }
}
