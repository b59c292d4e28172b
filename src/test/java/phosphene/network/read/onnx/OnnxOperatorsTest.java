package phosphene.network.read.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import phosphene.spec.SpecException;

/** Every case of ONNX's own tests of operators: right or refused, none wrong. */
class OnnxOperatorsTest {
  /** Where Debian's package libonnx-testdata lays them. */
  private static final Path CASES = Path.of("/usr/share/libonnx-testdata/data/node");

  private static final String REFUSED = "refused: ";

  @Test
  void everyCaseOfOnnxIsRightOrRefused() throws IOException {
    assumeTrue(Files.isDirectory(CASES), "no cases: apt-get install libonnx-testdata");
    Map<String, String> verdicts = new TreeMap<>();
    try (Stream<Path> folders = Files.list(CASES)) {
      for (Path folder : folders.sorted().toList()) {
        OperatorCase each = new OperatorCase(folder);
        try {
          verdicts.put(each.name(), verdict(each));
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError(each.name() + ": " + e, e);
        }
      }
    }
    List<String> lines = new ArrayList<>();
    verdicts.forEach((name, verdict) -> lines.add(name + "\t" + verdict));
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target/onnx-operators.txt"), lines);
    assertThat(lines).filteredOn(line -> line.contains("\twrong")).isEmpty();
    assertThat(lines).filteredOn(line -> line.contains("\tright")).hasSizeGreaterThan(300);
  }

  private static String verdict(OperatorCase each) throws IOException {
    try {
      OnnxFile file = each.model();
      String folded = folded(each, file);
      if (!folded.startsWith(REFUSED)) {
        return folded;
      }
      List<String> imported = new ArrayList<>();
      for (int input = 0; input < file.inputs().size(); input++) {
        imported.add(imported(each, input));
      }
      return imported.stream()
          .sorted(Comparator.comparing(verdict -> verdict.startsWith(REFUSED)))
          .sorted(Comparator.comparing(verdict -> !verdict.startsWith("wrong")))
          .findFirst()
          .orElse(folded);
    } catch (SpecException | OnnxException e) {
      return REFUSED + e.getMessage();
    }
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
