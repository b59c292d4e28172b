package phosphene.job.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import phosphene.cluster.NativeLibraries;
import phosphene.cluster.Slot;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.Engines;
import phosphene.network.Feeders;
import phosphene.network.Network;
import phosphene.spec.Precision;
import phosphene.spec.SpecException;

/**
 * The engines of an executor's process, one for each network and device. The first task opens it,
 * and all tasks of that device share it.
 *
 * @param labels names of the classes; empty if they are unknown
 */
public record EngineCache(Engine engine, Feeders feeders, List<String> labels) {
  private static final Map<ShippedNetwork, Read> NETWORKS = new ConcurrentHashMap<>();
  private static final Map<Place, Engine> ENGINES = new ConcurrentHashMap<>();

  /** A network in memory, once for all devices and precisions. */
  private record Read(Network network, Feeders feeders) {}

  private record Place(ShippedNetwork shippedNetwork, Device device, Optional<String> kind) {}

  /** The engine for the task that this thread runs, on the device that Spark gave it. */
  public static EngineCache of(ShippedNetwork shippedNetwork) {
    NativeLibraries.configure();
    SparkEnv here = SparkEnv.get();
    Optional<String> kind = Optional.ofNullable(here.conf().get(Engines.SETTING, null));
    Precision precision = shippedNetwork.use().precision();
    Place place = new Place(shippedNetwork, Slot.device(), kind);
    Read read = NETWORKS.computeIfAbsent(shippedNetwork.in(Precision.F32), EngineCache::read);
    try {
      Engine engine =
          ENGINES.computeIfAbsent(
              place, absent -> Engines.known().open(kind, read.network, place.device, precision));
      return new EngineCache(engine, read.feeders, read.network.labels());
    } catch (SpecException e) {
      String host = here.blockManager().blockManagerId().host();
      throw new SpecException(host + ": " + e.getMessage(), e);
    }
  }

  private static Read read(ShippedNetwork shippedNetwork) {
    Network network = shippedNetwork.open();
    return new Read(network, new Feeders(network));
  }

  /**
   * Frees what was opened in this process: where the driver is its own executor, at the end of a
   * job.
   */
  public static void clear() {
    ENGINES.values().forEach(Engine::close);
    ENGINES.clear();
    NETWORKS.clear();
  }
}
