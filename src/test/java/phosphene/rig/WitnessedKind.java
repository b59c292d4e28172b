package phosphene.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.ForwardingEngine;
import phosphene.engine.ForwardingSession;
import phosphene.engine.Session;
import phosphene.engine.TestKind;
import phosphene.network.Network;
import phosphene.spec.Precision;

/**
 * The usual engine of the processor, whatever the device; leaves a {@link Sighting} of each session
 * in a folder. The first sessions wait for each other, so that none is over before the last has
 * begun, however late its executor comes.
 */
public final class WitnessedKind implements TestKind {
  /** What {@code spark.phosphene.engine} says. */
  public static final String NAME = "witnessed";

  /** The setting that names the folder. */
  public static final String FOLDER = "spark.phosphene.witness";

  /** The setting that says on how many devices of executors there are sessions at a time. */
  public static final String TOGETHER = "spark.phosphene.witness.together";

  private static final int LOOK_MILLIS = 20;
  // Long enough for another task on the same device to be seen, were there one.
  private static final int HOLD_MILLIS = 300;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Engine open(Network network, Device device, Precision precision) {
    return new Witnessed(TestKind.usual(network, new Device.Cpu(), precision), device);
  }

  private static final class Witnessed extends ForwardingEngine {
    private final Device place;

    Witnessed(Engine engine, Device place) {
      super(engine);
      this.place = place;
    }

    @Override
    public String device() {
      return place.name();
    }

    @Override
    protected Session wrap(Supplier<Session> opening) {
      long begin = System.nanoTime();
      Session session = opening.get();
      try {
        meet(place);
        Thread.sleep(HOLD_MILLIS);
      } catch (InterruptedException e) {
        session.close();
        throw new IllegalStateException(e);
      }
      return new Seen(session, place, Long.toString(task()), begin);
    }
  }

  /** Waits until there is or was a session on each of so many devices. */
  private static void meet(Device place) throws InterruptedException {
    SparkEnv here = SparkEnv.get();
    Path seen = Path.of(here.conf().get(FOLDER));
    Path present = seen.resolveSibling(seen.getFileName() + "-present");
    try {
      Files.createDirectories(present.resolve(here.executorId() + " " + place.name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int together = here.conf().getInt(TOGETHER, 1);
    while (HeldKind.count(present) < together && !TaskContext.get().isInterrupted()) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private static long task() {
    return TaskContext.get().taskAttemptId();
  }

  private static final class Seen extends ForwardingSession {
    private final Device place;
    private final String task;
    private final long begin;

    Seen(Session session, Device place, String task, long begin) {
      super(session);
      this.place = place;
      this.task = task;
      this.begin = begin;
    }

    @Override
    public void close() {
      super.close();
      SparkEnv here = SparkEnv.get();
      String natives = System.getProperty("org.bytedeco.javacpp.cachedir", "");
      new Sighting(
              place.name(),
              here.executorId(),
              task,
              natives,
              loaded(natives),
              System.getenv().getOrDefault("OMP_NUM_THREADS", ""),
              begin,
              System.nanoTime())
          .leave(Path.of(here.conf().get(FOLDER)));
    }
  }

  /** Counts what this process has mapped from a folder. */
  private static int loaded(String folder) {
    try {
      return (int)
          Files.readAllLines(Path.of("/proc/self/maps")).stream()
              .filter(line -> line.contains(folder + "/") && line.contains(".so"))
              .map(line -> line.substring(line.indexOf('/')))
              .distinct()
              .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
