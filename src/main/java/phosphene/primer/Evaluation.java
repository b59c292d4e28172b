package phosphene.primer;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.network.Architecture;
import phosphene.network.Network;

/** Images that no network has trained on, and what a network takes them for. */
record Evaluation(Examples examples, int images) {
  private static final int BATCH = 50;

  /** How {@code network} answers. */
  Confusion of(Network network) {
    ComputationGraph graph = Graph.plain(network);
    try {
      return answers(graph, network.architecture());
    } finally {
      graph.close();
    }
  }

  private Confusion answers(ComputationGraph graph, Architecture architecture) {
    List<String> names = ImageClasses.names();
    int[][] counts = new int[names.size()][names.size()];
    for (int first = 0; first < images; first += BATCH) {
      List<Example> asked =
          IntStream.range(first, Math.min(images, first + BATCH)).mapToObj(examples::at).toList();
      TrainingData.Batch batch = TrainingData.Batch.of(asked, architecture.preprocessing());
      try (INDArray input = batch.images()) {
        int[] answers = graph.outputSingle(input).argMax(1).toIntVector();
        for (int i = 0; i < answers.length; i++) {
          counts[batch.labels()[i]][answers[i]]++;
        }
      }
    }
    return new Confusion(names, counts);
  }
}
