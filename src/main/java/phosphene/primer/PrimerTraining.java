package phosphene.primer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import phosphene.image.codec.Png;
import phosphene.network.Architecture;
import phosphene.network.HalfNpz;
import phosphene.network.Network;
import phosphene.network.zoo.Networks;
import phosphene.spec.Seed;

/**
 * Trains the primer in a folder: checkpoints on the way, weights, model card and exam at the end.
 */
public final class PrimerTraining {
  /** The network's name. */
  public static final String NETWORK = "primer";

  /** Held-out pictures that decide the accuracy. */
  public static final int EXAM = 2000;

  // Every primer sits the same exam; no course draws from this seed.
  private static final Seed EXAM_SEED = new Seed(0x70686f7370686eL);
  private static final int CHECKPOINT_STEPS = 250;

  private final TrainingPlan course;
  private final Path folder;
  private final TrainingCheckpoint checkpoint;
  private final Evaluation exam;

  /** The school that keeps its files in {@code folder}. */
  public PrimerTraining(TrainingPlan course, Path folder) {
    this(course, folder, exam());
  }

  /** With another exam. */
  PrimerTraining(TrainingPlan course, Path folder, Evaluation exam) {
    this.exam = exam;
    this.course = course;
    this.folder = folder;
    this.checkpoint = new TrainingCheckpoint(folder.resolve("checkpoint.gz"));
  }

  /** Hears how the training goes on. */
  public interface Watch {
    /**
     * @param pictures trained on so far
     * @param loss a running mean of the cross-entropy
     */
    void trained(int pictures, double loss);
  }

  /** The pictures of every exam. */
  static Evaluation exam() {
    return new Evaluation(Examples.inTurn(EXAM_SEED), EXAM);
  }

  /**
   * Trains from the start or from the folder's checkpoint to the end of the course, examines the
   * weights as they are stored, and writes {@code primer.npz}, {@code primer.md}, {@code
   * confusion.csv} and {@code classes.png}.
   *
   * @throws InterruptedException if the thread is interrupted; the checkpoint is written first
   * @throws phosphene.spec.SpecException if the checkpoint is of another course
   */
  public TrainedPrimer train(Watch watch) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Architecture architecture = Networks.architecture(NETWORK);
    ComputationGraph graph =
        checkpoint.exists()
            ? checkpoint.read(architecture, course)
            : Graph.learner(architecture, course);
    teach(graph, architecture, watch);
    byte[] weights = HalfNpz.bytes(architecture, Graph.weights(graph, architecture));
    write("primer.npz", weights);
    Network stored = Networks.open(NETWORK, folder.resolve("primer.npz"));
    Confusion confusion = exam.of(stored);
    TrainedPrimer graduate = new TrainedPrimer(course, confusion, stored.sha256(), weights.length);
    write("confusion.csv", confusion.csv().getBytes(StandardCharsets.UTF_8));
    write("classes.png", Png.encode(ClassSheet.of(EXAM_SEED), Map.of()));
    write("primer.md", graduate.card().getBytes(StandardCharsets.UTF_8));
    return graduate;
  }

  private void teach(ComputationGraph graph, Architecture architecture, Watch watch)
      throws IOException, InterruptedException {
    Trainer trainer = new Trainer(architecture, course, Examples.drawn(course.seed().derive(1)));
    RunningMean loss = new RunningMean();
    try {
      trainer.train(
          graph,
          graph.getIterationCount(),
          (steps, last) -> {
            watch.trained(steps * course.batch(), loss.with(last));
            if (steps % CHECKPOINT_STEPS == 0) {
              checkpoint.write(graph, course);
            }
          });
    } finally {
      checkpoint.write(graph, course);
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    AtomicFile.write(folder.resolve(name), part -> Files.write(part, bytes));
  }
}
