package phosphene.network.read.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import phosphene.spec.SpecException;

/** Every case of ONNX's own tests of operators: right or refused, none wrong. */
class OnnxOperatorsTest {
  /** Where Debian's package libonnx-testdata lays them. */
  private static final Path CASES = Path.of("/usr/share/libonnx-testdata/data");

  private static final List<String> FOLDERS =
      List.of("node", "simple", "pytorch-converted", "pytorch-operator");

  private static final String REFUSED = "refused: ";

  /** The operators that this reader is for. */
  private static final Pattern NAMED =
      Pattern.compile(
          "^node/(abs|add|and|averagepool|batchnorm|basic_conv_|ceil|celu|clip|concat|constant|conv_"
              + "|convtranspose|depthtospace|div|dropout|edge_pad|elu|equal|erf|exp|expand|flatten"
              + "|floor|gather_|gemm|global|greater|hardsigmoid|hardswish|instancenorm"
              + "|layer_normalization|leakyrelu|less|log|lrn|matmul_|max_|maxpool|mean|min_|mul|neg"
              + "|not|or|pow|prelu|reciprocal|reduce_|reflect_pad|relu|reshape|resize|round|selu"
              + "|shape|sigmoid|sign|size|slice|softmax|softplus|softsign|spacetodepth|split|sqrt"
              + "|squeeze|sub|sum|tanh|thresholded|tile|transpose|unsqueeze|upsample|where|xor)");

  /** Of those what no picture has: three spatial axes, and statistics of a batch. */
  private static final List<String> REASONED =
      List.of(
          "node/averagepool_3d_default",
          "node/batchnorm_epsilon_training_mode",
          "node/batchnorm_example_training_mode",
          "node/convtranspose_3d",
          "node/maxpool_3d_default");

  @Test
  void everyCaseOfOnnxIsRightOrRefused() throws IOException {
    assumeTrue(Files.isDirectory(CASES), "no cases: apt-get install libonnx-testdata");
    Map<String, String> verdicts = new TreeMap<>();
    for (String group : FOLDERS) {
      try (Stream<Path> folders = Files.list(CASES.resolve(group))) {
        for (Path folder : folders.sorted().toList()) {
          OperatorCase each = new OperatorCase(folder);
          verdicts.put(group + "/" + each.name(), verdict(each));
        }
      }
    }
    List<String> lines = new ArrayList<>();
    verdicts.forEach((name, verdict) -> lines.add(name + "\t" + verdict));
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target/onnx-operators.txt"), lines);
    assertThat(lines).filteredOn(line -> line.contains("\twrong")).isEmpty();
    assertThat(verdicts)
        .as("refused, of the operators that networks are made of")
        .satisfies(
            all ->
                assertThat(
                        all.entrySet().stream()
                            .filter(each -> NAMED.matcher(each.getKey()).find())
                            .filter(each -> each.getValue().startsWith(REFUSED))
                            .map(Map.Entry::getKey))
                    .containsExactlyInAnyOrderElementsOf(REASONED));
  }

  private static String verdict(OperatorCase each) throws IOException {
    try {
      OnnxFile file = each.model();
      String folded = folded(each, file);
      List<String> verdicts = new ArrayList<>();
      for (int input = 0; input < file.inputs().size(); input++) {
        verdicts.add(imported(each, input));
      }
      Optional<String> layers =
          verdicts.stream().filter(verdict -> !verdict.startsWith(REFUSED)).findFirst();
      Optional<String> wrong =
          Stream.concat(Stream.of(folded), verdicts.stream())
              .filter(verdict -> verdict.startsWith("wrong"))
              .findFirst();
      return wrong.orElseGet(() -> summed(folded, layers, verdicts));
    } catch (SpecException | OnnxException e) {
      return REFUSED + e.getMessage();
    }
  }

  private static String summed(String folded, Optional<String> layers, List<String> verdicts) {
    if (folded.startsWith(REFUSED)) {
      return layers
          .map(right -> "right as layers")
          .orElseGet(() -> verdicts.isEmpty() ? folded : verdicts.get(0));
    }
    return layers.isPresent() ? "right folded and as layers" : "right folded";
  }

  /** All inputs as constants. */
  private static String folded(OperatorCase each, OnnxFile file) throws IOException {
    Constants constants = new Constants(file);
    each.inputs(file).forEach(constants::put);
    for (OnnxNode node : file.nodes()) {
      try {
        constants.compute(node);
      } catch (OnnxException e) {
        return REFUSED + node.title() + ": " + e.getMessage();
      }
    }
    List<Tensor> outputs = each.outputs(file);
    for (int i = 0; i < outputs.size(); i++) {
      Tensor found = constants.get(file.outputs().get(i).getName());
      String difference = OperatorCase.difference(found, outputs.get(i));
      if (!difference.isEmpty()) {
        return "wrong: output " + i + ": " + difference;
      }
    }
    return "right";
  }

  /** One of the inputs as the image, the others as initializers. */
  private static String imported(OperatorCase each, int image) throws IOException {
    Optional<ImageCase> all = ImageCase.of(each, image, ImageCase.Extent.ALL);
    if (all.isEmpty()) {
      return REFUSED + "input " + image + " is no image";
    }
    String verdict = all.get().verdict();
    return verdict.contains("must be the map of one image)")
            || verdict.contains("must be values of one image)")
        ? ImageCase.of(each, image, ImageCase.Extent.FIRST).orElseThrow().verdict()
        : verdict;
  }
}
