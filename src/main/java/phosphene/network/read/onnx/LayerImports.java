package phosphene.network.read.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The registry of the operators that become layers, by their names in ONNX. */
final class LayerImports {
  private static final Map<String, LayerImport> ALL = new HashMap<>();

  static {
    ALL.putAll(ActivationImports.ALL);
    ALL.putAll(BinaryImports.ALL);
    ALL.putAll(ConvolutionImports.ALL);
    ALL.putAll(PoolImports.ALL);
    ALL.putAll(NormalizationImports.ALL);
    ALL.putAll(ReductionImports.ALL);
    ALL.putAll(MatrixImports.ALL);
    ALL.putAll(ViewImports.ALL);
    ALL.putAll(SelectionImports.ALL);
    ALL.putAll(JoinImports.ALL);
    ALL.putAll(ResizeImports.ALL);
  }

  private LayerImports() {}

  static Optional<LayerImport> of(String operator) {
    return Optional.ofNullable(ALL.get(operator));
  }
}
