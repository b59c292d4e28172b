package phosphene.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import phosphene.engine.Engine;
import phosphene.engine.Nd4jEngine;

/**
 * The networks of an executor's process: each is opened by the first task that wants it, and
 * shared.
 */
final class EngineRoom {
  private static final Map<NetworkTicket, Engine> ENGINES = new ConcurrentHashMap<>();

  private EngineRoom() {}

  static Engine engine(NetworkTicket ticket) {
    return ENGINES.computeIfAbsent(ticket, wanted -> Nd4jEngine.open(wanted.open()));
  }

  /**
   * Frees what was opened in this process: where the driver is its own executor, at the end of a
   * job.
   */
  static void clear() {
    ENGINES.values().forEach(Engine::close);
    ENGINES.clear();
  }
}
