package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Map;
import phosphene.network.Resize;

/** Operators that make maps larger or smaller. */
final class ResizeImports {
  static final Map<String, LayerImport> ALL =
      Map.ofEntries(
          entry("Resize", ResizeImports::resize), entry("Upsample", ResizeImports::resize));

  private ResizeImports() {}

  private static void resize(Step step) {
    for (int input = 2; input < step.inputs(); input++) { // before them the region of interest
      step.optional(input); // must be a constant
    }
    View map = ConvolutionImports.map(step, step.view(0));
    int rank = map.rank();
    ResizeSpec spec = ResizeSpec.of(step.call(), map.dims());
    double[] scales = spec.scales();
    if (scales[0] != 1 || scales[1] != 1) {
      throw new OnnxException("its scales are " + Arrays.toString(scales) + " (must be 1, 1, ...)");
    }
    Resize.Scaling rows = new Resize.Scaling(rank == 4 ? scales[2] : 1);
    Resize.Scaling columns = new Resize.Scaling(scales[rank - 1]);
    String node =
        step.graph().add(step.title(), new Resize(rows, columns, spec.interpolation()), map.node());
    step.put(View.map(node, step.graph().shape(node), rank));
  }
}
