package phosphene.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.scheduler.SparkListener;

/**
 * A file that takes a folder's place as soon as Spark starts, when a job has checked all it can.
 */
public final class Obstacle extends SparkListener {
  private static Optional<Path> place = Optional.empty();

  public Obstacle() {
    try {
      Path folder = place.orElseThrow();
      Files.move(folder, folder.resolveSibling("aside"));
      Files.writeString(folder, "in the way");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void standAt(Path folder) {
    place = Optional.of(folder);
    System.setProperty("spark.extraListeners", Obstacle.class.getName());
  }

  static void end() {
    System.clearProperty("spark.extraListeners");
  }
}
