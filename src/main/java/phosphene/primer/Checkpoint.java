package phosphene.primer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import phosphene.spec.SpecException;

/**
 * A graph in the middle of its course, as a file: weights, the optimizer's state, the number of
 * steps taken, and which course it is.
 *
 * @param file a Deeplearning4j model with one more entry
 */
record Checkpoint(Path file) {
  private static final String COURSE = "course";

  boolean exists() {
    return Files.isRegularFile(file);
  }

  /** Writes the whole file or nothing. */
  void write(ComputationGraph graph, Course course) throws IOException {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      ModelSerializer.writeModel(graph, part.toFile(), true);
      ModelSerializer.addObjectToFile(part.toFile(), COURSE, course.text());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * The graph as it was; {@link ComputationGraph#getIterationCount} says how many steps it took.
   *
   * @throws SpecException if the file is damaged or of another course
   */
  ComputationGraph read(Course course) {
    try {
      String written = ModelSerializer.getObjectFromFile(file.toFile(), COURSE);
      if (!course.text().equals(written)) {
        throw new SpecException(
            String.format(
                Locale.ROOT,
                "Cannot resume %s: it was made with %s, asked for is %s (name another --out)",
                file,
                written,
                course.text()));
      }
      return ModelSerializer.restoreComputationGraph(file.toFile(), true);
    } catch (IOException | RuntimeException e) {
      if (e instanceof SpecException mistake) {
        throw mistake;
      }
      throw new SpecException("Cannot resume " + file + ": " + e.getMessage(), e);
    }
  }
}
