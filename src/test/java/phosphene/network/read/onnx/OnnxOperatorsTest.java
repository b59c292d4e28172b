package phosphene.network.read.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import phosphene.spec.SpecException;

/** Every case of ONNX's own tests of operators: right or refused, none wrong. */
class OnnxOperatorsTest {
  /** Where Debian's package libonnx-testdata lays them. */
  private static final Path CASES = Path.of("/usr/share/libonnx-testdata/data/node");

  @Test
  void everyCaseOfOnnxIsRightOrRefused() throws IOException {
    assumeTrue(Files.isDirectory(CASES), "no cases: apt-get install libonnx-testdata");
    Map<String, String> verdicts = new TreeMap<>();
    try (Stream<Path> folders = Files.list(CASES)) {
      for (Path folder : folders.sorted().toList()) {
        OperatorCase each = new OperatorCase(folder);
        verdicts.put(each.name(), verdict(each));
      }
    }
    List<String> lines = new ArrayList<>();
    verdicts.forEach((name, verdict) -> lines.add(name + "\t" + verdict));
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target/onnx-operators.txt"), lines);
    assertThat(lines).filteredOn(line -> line.contains("\twrong")).isEmpty();
    assertThat(lines).filteredOn(line -> line.endsWith("\tright")).hasSizeGreaterThan(300);
  }

  private static String verdict(OperatorCase each) throws IOException {
    try {
      OnnxFile file = each.model();
      Constants constants = new Constants(file);
      each.inputs(file).forEach(constants::put);
      for (OnnxNode node : file.nodes()) {
        try {
          constants.compute(node);
        } catch (OnnxException e) {
          return "refused: " + node.title() + ": " + e.getMessage();
        }
      }
      List<Tensor> outputs = each.outputs(file);
      for (int i = 0; i < outputs.size(); i++) {
        String difference =
            OperatorCase.difference(constants.get(file.outputs().get(i).getName()), outputs.get(i));
        if (!difference.isEmpty()) {
          return "wrong: output " + i + ": " + difference;
        }
      }
      return "right";
    } catch (SpecException | OnnxException e) {
      return "refused: " + e.getMessage();
    }
  }
}
