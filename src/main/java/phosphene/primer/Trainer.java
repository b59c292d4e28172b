package phosphene.primer;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;
import phosphene.network.Architecture;
import phosphene.primer.TrainingData.Batch;
import phosphene.spec.Draws;

/** Trains a graph on examples by a plan; it can stop after any step and go on later. */
final class Trainer {
  private final Architecture architecture;
  private final TrainingPlan plan;
  private final Examples examples;

  /** A listener to the steps that were taken. */
  interface Step {
    /**
     * @param steps taken so far
     * @param loss mean cross-entropy of the step's images
     */
    void taken(int steps, double loss) throws IOException;
  }

  Trainer(Architecture architecture, TrainingPlan plan, Examples examples) {
    this.architecture = architecture;
    this.plan = plan;
    this.examples = examples;
  }

  /**
   * Takes the steps from {@code first} to the end of the plan.
   *
   * @throws InterruptedException if the thread is interrupted, after a whole step
   */
  void train(ComputationGraph graph, int first, Step listener)
      throws IOException, InterruptedException {
    try (TrainingData batches = new TrainingData(this::batch, first)) {
      for (int step = first; step < plan.steps(); step++) {
        DataSet data = batches.take().data(ImageClasses.names().size());
        graph.fit(data);
        data.getFeatures().close();
        data.getLabels().close();
        listener.taken(step + 1, loss(graph));
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
  }

  /** The score without what weight decay adds to it. */
  private static double loss(ComputationGraph graph) {
    double decay = 0;
    for (Layer layer : graph.getLayers()) {
      decay += layer.calcRegularizationScore(true);
    }
    return graph.score() - decay;
  }

  private Batch batch(int step) {
    long from = (long) step * plan.batch();
    List<Example> batch =
        LongStream.range(from, from + plan.batch()).mapToObj(this::example).toList();
    return Batch.of(batch, architecture.preprocessing());
  }

  private Example example(long place) {
    Example example = examples.at(place);
    if (!plan.augments(place)) {
      return example;
    }
    Draws draws = new Draws(plan.seed().derive(2).derive(place));
    return new Example(Augment.of(example.image(), draws), example.label());
  }
}
