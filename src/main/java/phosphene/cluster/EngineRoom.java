package phosphene.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import phosphene.engine.Engine;
import phosphene.engine.Nd4jEngine;
import phosphene.network.Feeders;
import phosphene.network.Network;

/**
 * A network as an executor's process has it; each is opened by the first task that wants it, and
 * shared.
 */
record EngineRoom(Engine engine, Feeders feeders) {
  private static final Map<NetworkTicket, EngineRoom> OPEN = new ConcurrentHashMap<>();

  static EngineRoom of(NetworkTicket ticket) {
    return OPEN.computeIfAbsent(ticket, EngineRoom::open);
  }

  private static EngineRoom open(NetworkTicket ticket) {
    Network network = ticket.open();
    return new EngineRoom(Nd4jEngine.open(network), new Feeders(network));
  }

  /**
   * Frees what was opened in this process: where the driver is its own executor, at the end of a
   * job.
   */
  static void clear() {
    OPEN.values().forEach(room -> room.engine.close());
    OPEN.clear();
  }
}
