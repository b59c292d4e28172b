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
import phosphene.spec.SpecException;

/**
 * A network on a device as an executor's process has it; each is opened by the first task that
 * wants it, and shared by the tasks of that device.
 *
 * @param labels names of the classes; empty if they are unknown
 */
public record EngineCache(Engine engine, Feeders feeders, List<String> labels) {
  private static final Map<ShippedNetwork, Read> NETWORKS = new ConcurrentHashMap<>();
  private static final Map<Place, Engine> ENGINES = new ConcurrentHashMap<>();

  /** A network in memory, once for all devices. */
  private record Read(Network network, Feeders feeders) {}

  private record Place(ShippedNetwork ticket, Device device, Optional<String> kind) {}

  /** The room of the task that this thread runs, on the device that Spark gave it. */
  public static EngineCache of(ShippedNetwork ticket) {
    NativeLibraries.configure();
    SparkEnv here = SparkEnv.get();
    Optional<String> kind = Optional.ofNullable(here.conf().get(Engines.SETTING, null));
    Place place = new Place(ticket, Slot.device(), kind);
    Read read = NETWORKS.computeIfAbsent(ticket, EngineCache::read);
    try {
      Engine engine =
          ENGINES.computeIfAbsent(
              place, absent -> Engines.known().open(kind, read.network, place.device));
      return new EngineCache(engine, read.feeders, read.network.labels());
    } catch (SpecException e) {
      String host = here.blockManager().blockManagerId().host();
      throw new SpecException(host + ": " + e.getMessage(), e);
    }
  }

  private static Read read(ShippedNetwork ticket) {
    Network network = ticket.open();
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
