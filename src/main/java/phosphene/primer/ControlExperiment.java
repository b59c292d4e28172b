package phosphene.primer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.zoo.Networks;
import phosphene.spec.Seed;

/**
 * The experiment that shows what there is to learn: the same network, trained by the same plan on
 * images with their own labels, on the same images with random labels, and on noise (after Zhang,
 * Bengio, Hardt, Recht and Vinyals, "Understanding deep learning requires rethinking
 * generalization", 2017). Only the first learns anything of images that it has not seen.
 *
 * @param heldOutImages how many images that no network has trained on
 */
public record ControlExperiment(TrainingPlan plan, int heldOutImages) {
  /** How often each image is shown. */
  private static final int EPOCHS = 5;

  /** The experiment with the usual number of held-out images. */
  public static ControlExperiment of(TrainingPlan plan) {
    return new ControlExperiment(plan, PrimerTraining.HELD_OUT);
  }

  /**
   * How one network ended.
   *
   * @param learnt share of right answers on images of the training, 0..1
   * @param heldOut share on others
   */
  public record Arm(String trainedOn, double learnt, double heldOut) {}

  private record Condition(String trainedOn, Examples training, Examples heldOut) {}

  /** Trains all three, and reports each step. */
  public List<Arm> run(PrimerTraining.Listener listener) throws IOException, InterruptedException {
    Seed seed = plan.seed();
    Examples images = Examples.random(seed.derive(1));
    Examples others = Examples.inTurn(seed.derive(3));
    List<Condition> conditions =
        List.of(
            new Condition("pictures, their own labels", images, others),
            new Condition(
                "the same pictures, random labels", images.mislabeled(seed.derive(4)), others),
            new Condition("noise", Examples.noise(seed.derive(5)), Examples.noise(seed.derive(6))));
    List<Arm> arms = new ArrayList<>();
    for (Condition condition : conditions) {
      int before = arms.size() * plan.images();
      arms.add(arm(condition, (trained, loss) -> listener.trained(before + trained, loss)));
    }
    return arms;
  }

  /** Images that all three trainings show together. */
  public int images() {
    return 3 * plan.images();
  }

  private Arm arm(Condition condition, PrimerTraining.Listener listener)
      throws IOException, InterruptedException {
    Architecture architecture = Networks.architecture(PrimerTraining.NETWORK);
    int distinct = Math.max(1, plan.images() / EPOCHS);
    ComputationGraph graph = Graph.learner(architecture, plan);
    RunningMean loss = new RunningMean();
    new Trainer(architecture, plan, condition.training.repeated(distinct))
        .train(graph, 0, (steps, last) -> listener.trained(steps * plan.batch(), loss.with(last)));
    Network network = new Network(architecture, Graph.weights(graph, architecture), "", List.of());
    graph.close();
    Evaluation learnt = new Evaluation(condition.training, Math.min(distinct, heldOutImages));
    Evaluation heldOut = new Evaluation(condition.heldOut, heldOutImages);
    return new Arm(
        condition.trainedOn, learnt.of(network).accuracy(), heldOut.of(network).accuracy());
  }

  /** The outcome as a table. */
  public String table(List<Arm> arms) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-34s %18s %18s%n",
            "trained on",
            "training pictures",
            "held-out pictures"));
    for (Arm arm : arms) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-34s %17.1f%% %17.1f%%%n",
              arm.trainedOn,
              100 * arm.learnt,
              100 * arm.heldOut));
    }
    int classes = ImageClasses.names().size();
    double chance = 1.0 / classes;
    double error =
        2.58 * Math.sqrt(chance * (1 - chance) / heldOutImages); // 99 % of a normal distribution
    text.append(
        String.format(
            Locale.ROOT,
            "Chance: one of %d classes, %.1f%% (99 of 100 guesses at %,d pictures give %.1f%% to %.1f%%).%n",
            classes,
            100 * chance,
            heldOutImages,
            100 * (chance - error),
            100 * (chance + error)));
    return text.toString();
  }
}
