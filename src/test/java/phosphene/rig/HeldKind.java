package phosphene.rig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.HookedEngine;
import phosphene.engine.TestKind;
import phosphene.network.Network;
import phosphene.spec.Precision;

/**
 * The usual engine, which stands still once the job has left so many files, until its task is told
 * to end: whoever wants to catch a job in the middle of its work finds it there, however late he
 * comes.
 */
public final class HeldKind implements TestKind {
  private static final String NAME = "held";
  private static final String PREFIX = "spark.phosphene.held.";
  private static final int LOOK_MILLIS = 20;

  /**
   * When a job stands still.
   *
   * @param place a folder, which need not be there yet, or a file
   * @param files in the folder; 1 of a file
   * @param pauseMillis what each pass takes beside its work, so that no machine is too fast
   */
  public record Hold(Path place, int files, int pauseMillis) {
    /** At so many files in a folder. */
    public static Hold at(Path folder, int files) {
      return new Hold(folder, files, 0);
    }

    static Hold of(SparkConf conf) {
      return new Hold(
          Path.of(conf.get(PREFIX + "place")),
          Integer.parseInt(conf.get(PREFIX + "files")),
          Integer.parseInt(conf.get(PREFIX + "pause")));
    }

    /** The settings by which executors have it. */
    public Map<String, String> settings() {
      return Map.of(
          "spark.phosphene.engine",
          NAME,
          PREFIX + "place",
          place.toString(),
          PREFIX + "files",
          Integer.toString(files),
          PREFIX + "pause",
          Integer.toString(pauseMillis));
    }

    /** True if so many are there, and no pass begins any more. */
    public boolean reached() {
      return Files.isRegularFile(place) || count(place) >= files;
    }

    /** Waits for that, while the job lives. */
    public void await(BooleanSupplier alive, Supplier<String> log) throws InterruptedException {
      while (!reached()) {
        if (!alive.getAsBoolean() && !reached()) {
          throw new AssertionError("The job ended before it was held: " + log.get());
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
  }

  /**
   * How many files and folders a folder holds, without hidden ones, which may be written just now;
   * 0 if there is none.
   */
  public static int count(Path folder) {
    String[] names = folder.toFile().list((parent, name) -> !name.startsWith("."));
    return Optional.ofNullable(names).map(all -> all.length).orElse(0);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Engine open(Network network, Device device, Precision precision) {
    Hold hold = Hold.of(SparkEnv.get().conf());
    return new HookedEngine(
        TestKind.usual(network, device, precision),
        (values, pass) -> {
          pause(hold.pauseMillis());
          while (hold.reached() && !TaskContext.get().isInterrupted()) {
            pause(LOOK_MILLIS);
          }
          pass.run();
        });
  }

  private static void pause(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
