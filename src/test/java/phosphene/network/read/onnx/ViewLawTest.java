package phosphene.network.read.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.spec.SpecException;
import phosphene.spec.Tap;

/**
 * Graphs that are drawn by chance give the same as layers, whose values are views, and as
 * constants, which are computed operator by operator.
 */
class ViewLawTest {
  private static final int GRAPHS = 500;
  private static final int OPERATORS = 7;

  @TempDir Path folder;

  @Test
  void layersGiveWhatConstantsGive() throws IOException {
    List<String> refusals = new ArrayList<>();
    for (int seed = 0; seed < GRAPHS; seed++) {
      RandomGraph graph = new RandomGraph(seed);
      Path path = folder.resolve("graph.onnx");
      Files.write(path, graph.build(OPERATORS).toByteArray());
      compare(OnnxFile.open(path), graph.output(), seed).ifPresent(refusals::add);
    }
    assertThat(refusals).hasSizeLessThan(GRAPHS / 10);
  }

  private static Optional<String> compare(OnnxFile file, String output, int seed) {
    int[] dims = OnnxInput.of(file).dims().stream().mapToInt(Integer::intValue).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    double[] image = random.doubles(Extents.size(dims), -1, 1).toArray();
    Constants constants = new Constants(file);
    constants.put("image", Tensor.doubles(dims, image).as(ElementType.FLOAT));
    file.nodes().forEach(constants::compute);
    Tensor wanted = constants.get(output);
    double[] fed = new double[image.length];
    Arrays.setAll(fed, constants.get("image")::at);
    try {
      GraphRun run = GraphRun.of(file, fed);
      Optional<String> refusal = run.refusal(output);
      if (refusal.isPresent()) {
        return Optional.of("graph " + seed + ": " + refusal.get());
      }
      double[] found = run.value(output, Tap.POST);
      int[] shape = run.dims(output);
      Tensor tensor = Tensor.real(ElementType.FLOAT, shape, i -> found[i]);
      assertThat(OperatorCase.difference(tensor, wanted)).as("graph %d", seed).isEmpty();
      return Optional.empty();
    } catch (SpecException e) {
      return Optional.of("graph " + seed + ": " + e.getMessage());
    }
  }
}
