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
 * The experiment that shows what there is to learn: the same network and course on pictures with
 * their own labels, on the same pictures with random labels, and on noise (after Zhang, Bengio,
 * Hardt, Recht and Vinyals, "Understanding deep learning requires rethinking generalization",
 * 2017). Only the first learns anything of pictures that it has not seen.
 *
 * @param exam held-out pictures
 */
public record ControlExperiment(TrainingPlan course, int exam) {
  /** How often each picture is shown. */
  private static final int EPOCHS = 5;

  /** The experiment with the school's number of held-out pictures. */
  public static ControlExperiment of(TrainingPlan course) {
    return new ControlExperiment(course, PrimerTraining.EXAM);
  }

  /**
   * How one network ended.
   *
   * @param learnt share of right answers on pictures of the training, 0..1
   * @param heldOut share on others
   */
  public record Arm(String trainedOn, double learnt, double heldOut) {}

  private record Plan(String trainedOn, Examples training, Examples heldOut) {}

  /** Trains all three, and says so step by step. */
  public List<Arm> run(PrimerTraining.Watch watch) throws IOException, InterruptedException {
    Seed seed = course.seed();
    Examples pictures = Examples.drawn(seed.derive(1));
    Examples others = Examples.inTurn(seed.derive(3));
    List<Plan> plans =
        List.of(
            new Plan("pictures, their own labels", pictures, others),
            new Plan(
                "the same pictures, random labels", pictures.mislabelled(seed.derive(4)), others),
            new Plan("noise", Examples.noise(seed.derive(5)), Examples.noise(seed.derive(6))));
    List<Arm> arms = new ArrayList<>();
    for (Plan plan : plans) {
      int before = arms.size() * course.images();
      arms.add(arm(plan, (trained, loss) -> watch.trained(before + trained, loss)));
    }
    return arms;
  }

  /** Pictures that all three trainings show together. */
  public int pictures() {
    return 3 * course.images();
  }

  private Arm arm(Plan plan, PrimerTraining.Watch watch) throws IOException, InterruptedException {
    Architecture architecture = Networks.architecture(PrimerTraining.NETWORK);
    int distinct = Math.max(1, course.images() / EPOCHS);
    ComputationGraph graph = Graph.learner(architecture, course);
    RunningMean loss = new RunningMean();
    new Trainer(architecture, course, plan.training.repeated(distinct))
        .train(graph, 0, (steps, last) -> watch.trained(steps * course.batch(), loss.with(last)));
    Network network = new Network(architecture, Graph.weights(graph, architecture), "", List.of());
    graph.close();
    Evaluation learnt = new Evaluation(plan.training, Math.min(distinct, exam));
    Evaluation heldOut = new Evaluation(plan.heldOut, exam);
    return new Arm(plan.trainedOn, learnt.of(network).accuracy(), heldOut.of(network).accuracy());
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
    double error = 2.58 * Math.sqrt(chance * (1 - chance) / exam); // 99 % of a normal distribution
    text.append(
        String.format(
            Locale.ROOT,
            "Chance: one of %d classes, %.1f%% (99 of 100 guesses at %,d pictures give %.1f%% to %.1f%%).%n",
            classes,
            100 * chance,
            exam,
            100 * (chance - error),
            100 * (chance + error)));
    return text.toString();
  }
}
