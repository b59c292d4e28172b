package phosphene.job.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import phosphene.engine.Engine;
import phosphene.engine.Engines;
import phosphene.gallery.Provenance;
import phosphene.gallery.store.Objects;
import phosphene.job.run.ShippedNetwork.Kind;
import phosphene.network.Network;
import phosphene.network.zoo.Catalogue;
import phosphene.network.zoo.Networks;
import phosphene.spec.NetworkRef;
import phosphene.spec.PixelScale;
import phosphene.spec.SpecException;

/**
 * A job's network on the driver, with the file that it was read from.
 *
 * @param file to be shipped to the executors; empty for random weights
 */
public record NetworkSource(
    Network network, Kind kind, NetworkRef ref, String detail, Optional<Path> file) {

  /**
   * Reads the network of a job, from this machine, an object store or the cache of fetched weights.
   *
   * @param cache folder of fetched weights
   * @throws SpecException in the value of network, weights or preprocessing if it cannot be had
   */
  public static NetworkSource open(NetworkRef ref, Path cache, Configuration storage) {
    if (ref.model()) {
      Path model = here("network", ref.name(), storage);
      NetworkRef local =
          new NetworkRef(model.toString(), Optional.empty(), ref.preprocessing(), ref.place());
      return of(Networks.resolve(local, cache), Kind.MODEL, ref, Optional.of(model));
    }
    if (ref.weights().isPresent() && Networks.randomSeed(ref.weights().get()).isPresent()) {
      Network network = Networks.resolve(ref, cache);
      return new NetworkSource(network, Kind.RANDOM, ref, ref.weights().get(), Optional.empty());
    }
    Optional<Path> named = ref.weights().map(place -> here("weights", place, storage));
    NetworkRef local =
        new NetworkRef(ref.name(), named.map(Path::toString), ref.preprocessing(), ref.place());
    Network network = Networks.resolve(local, cache);
    Path file = named.orElseGet(() -> Catalogue.bundled().cached(ref.name(), cache).orElseThrow());
    return of(network, Kind.WEIGHTS, ref, Optional.of(file));
  }

  private static NetworkSource of(Network network, Kind kind, NetworkRef ref, Optional<Path> file) {
    String detail = file.map(path -> String.valueOf(path.getFileName())).orElse("");
    return new NetworkSource(network, kind, ref, detail, file);
  }

  /** The file of this machine that a place names, copied from its store if it is elsewhere. */
  private static Path here(String key, String place, Configuration storage) {
    if (Objects.local(place)) {
      return Objects.file(place);
    }
    try {
      Path folder = Files.createTempDirectory("phosphene-weights");
      folder.toFile().deleteOnExit(); // the last registered goes first: the file before its folder
      Path file = folder.resolve(place.substring(place.lastIndexOf('/') + 1));
      file.toFile().deleteOnExit();
      Objects.copy(place, file, storage);
      return file;
    } catch (SpecException e) {
      throw e.in(key);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder: " + e.getMessage(), e);
    }
  }

  /** What galleries call the network. */
  public Provenance.NetworkName named() {
    return new Provenance.NetworkName(
        network.architecture().name(),
        network.sha256(),
        network.architecture().preprocessing().text());
  }

  /** The network on this machine's processor, by the engine that tasks use there. */
  public Engine engine() {
    Optional<String> kind = Optional.ofNullable(new SparkConf().get(Engines.SETTING, null));
    return Engines.known().onProcessor(kind, network);
  }

  public ShippedNetwork shippedNetwork() {
    PixelScale pixels = ref.preprocessing().orElse(PixelScale.UNIT);
    return new ShippedNetwork(kind, ref.name(), detail, pixels, network.sha256());
  }
}
