package phosphene.primer;

import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;
import phosphene.network.Architecture;
import phosphene.primer.TrainingData.Batch;
import phosphene.spec.Draws;

/** Teaches a graph a course of examples; it can stop after any step and go on later. */
final class Trainer {
  private final Architecture architecture;
  private final TrainingPlan course;
  private final Examples examples;

  /** Hears of a step after it was taken. */
  interface Step {
    /**
     * @param steps taken so far
     * @param loss mean cross-entropy of the step's pictures
     */
    void taken(int steps, double loss) throws IOException;
  }

  Trainer(Architecture architecture, TrainingPlan course, Examples examples) {
    this.architecture = architecture;
    this.course = course;
    this.examples = examples;
  }

  /**
   * Takes the steps from {@code first} to the end of the course.
   *
   * @throws InterruptedException if the thread is interrupted, after a whole step
   */
  void train(ComputationGraph graph, int first, Step listener)
      throws IOException, InterruptedException {
    IntFunction<Batch> batches = this::batch;
    try (TrainingData lessons = new TrainingData(batches, first)) {
      for (int step = first; step < course.steps(); step++) {
        DataSet data = lessons.take().data(ImageClasses.names().size());
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
    long from = (long) step * course.batch();
    List<Example> batch =
        LongStream.range(from, from + course.batch()).mapToObj(this::example).toList();
    return Batch.of(batch, architecture.preprocessing());
  }

  private Example example(long place) {
    Example example = examples.at(place);
    if (!course.augments(place)) {
      return example;
    }
    Draws draws = new Draws(course.seed().derive(2).derive(place));
    return new Example(Augment.of(example.picture(), draws), example.label());
  }
}
