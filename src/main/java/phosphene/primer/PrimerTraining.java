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
 * Trains the primer in a folder: checkpoints on the way, weights, model card and evaluation at the
 * end.
 */
public final class PrimerTraining {
  /** The network's name. */
  public static final String NETWORK = "primer";

  /** Held-out images that decide the accuracy. */
  public static final int HELD_OUT = 2000;

  // Every primer is evaluated on the same images; no training draws from this seed.
  private static final Seed HELD_OUT_SEED = new Seed(0x70686f7370686eL);
  private static final int CHECKPOINT_STEPS = 250;

  private final TrainingPlan plan;
  private final Path folder;
  private final TrainingCheckpoint checkpoint;
  private final Evaluation evaluation;

  /** A training that keeps its files in {@code folder}. */
  public PrimerTraining(TrainingPlan plan, Path folder) {
    this(plan, folder, evaluation());
  }

  /** With other held-out images. */
  PrimerTraining(TrainingPlan plan, Path folder, Evaluation evaluation) {
    this.evaluation = evaluation;
    this.plan = plan;
    this.folder = folder;
    this.checkpoint = new TrainingCheckpoint(folder.resolve("checkpoint.gz"));
  }

  /** A listener to the progress of the training. */
  public interface Listener {
    /**
     * @param images trained on so far
     * @param loss a running mean of the cross-entropy
     */
    void trained(int images, double loss);
  }

  /** The held-out images. */
  static Evaluation evaluation() {
    return new Evaluation(Examples.inTurn(HELD_OUT_SEED), HELD_OUT);
  }

  /**
   * Trains from the start or from the folder's checkpoint to the end of the plan, evaluates the
   * weights as they are stored, and writes {@code primer.npz}, {@code primer.md}, {@code
   * confusion.csv} and {@code classes.png}.
   *
   * @throws InterruptedException if the thread is interrupted; the checkpoint is written first
   * @throws phosphene.spec.SpecException if the checkpoint is of another plan
   */
  public TrainedPrimer train(Listener listener) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Architecture architecture = Networks.architecture(NETWORK);
    ComputationGraph graph =
        checkpoint.exists()
            ? checkpoint.read(architecture, plan)
            : Graph.learner(architecture, plan);
    fit(graph, architecture, listener);
    byte[] weights = HalfNpz.bytes(architecture, Graph.weights(graph, architecture));
    write("primer.npz", weights);
    Network stored = Networks.open(NETWORK, folder.resolve("primer.npz"));
    Confusion confusion = evaluation.of(stored);
    TrainedPrimer trained = new TrainedPrimer(plan, confusion, stored.sha256(), weights.length);
    write("confusion.csv", confusion.csv().getBytes(StandardCharsets.UTF_8));
    write("classes.png", Png.encode(ClassSheet.of(HELD_OUT_SEED), Map.of()));
    write("primer.md", trained.card().getBytes(StandardCharsets.UTF_8));
    return trained;
  }

  private void fit(ComputationGraph graph, Architecture architecture, Listener listener)
      throws IOException, InterruptedException {
    Trainer trainer = new Trainer(architecture, plan, Examples.random(plan.seed().derive(1)));
    RunningMean loss = new RunningMean();
    try {
      trainer.train(
          graph,
          graph.getIterationCount(),
          (steps, last) -> {
            listener.trained(steps * plan.batch(), loss.with(last));
            if (steps % CHECKPOINT_STEPS == 0) {
              checkpoint.write(graph, plan);
            }
          });
    } finally {
      checkpoint.write(graph, plan);
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    AtomicFile.write(folder.resolve(name), part -> Files.write(part, bytes));
  }
}
