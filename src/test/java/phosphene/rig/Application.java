package phosphene.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarOutputStream;

/**
 * What is submitted to a cluster.
 *
 * @param classPath what driver and executors have beside Spark and the jar
 */
public record Application(Path jar, Optional<String> classPath) {

  /** The jar for spark-submit as users have it: where Maven's phase {@code package} has been. */
  public static Application packaged(Path jar) {
    return new Application(jar.toAbsolutePath(), Optional.empty());
  }

  /**
   * The classes of this project and of its tests as they are compiled now: for tests before there
   * is a jar, and for those with classes of their own on the executors.
   *
   * @param folder where an empty jar goes
   */
  public static Application tested(Path folder) {
    Path jar = folder.resolve("nothing.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream empty = new JarOutputStream(file)) {
      empty.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Application(jar.toAbsolutePath(), Optional.of(SparkHome.tested()));
  }
}
