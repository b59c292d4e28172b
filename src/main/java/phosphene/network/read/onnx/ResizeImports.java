package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Map;
import phosphene.network.Resize;

/** Operators that make maps larger or smaller. */
final class ResizeImports {
  static final Map<String, LayerImport> ALL =
      Map.ofEntries(
          entry("Resize", ResizeImports::resize), entry("Upsample", ResizeImports::resize));

  private ResizeImports() {}

  private static void resize(Step step) {
    for (int input = cropped(step) ? 1 : 2; input < step.inputs(); input++) {
      step.optional(input); // must be a constant
    }
    View map = ConvolutionImports.map(step, step.view(0));
    int rank = map.rank();
    ResizeSpec spec = ResizeSpec.of(step.call(), map.dims());
    for (int axis = 0; axis < 2; axis++) {
      if (!spec.keeps(axis) && (map.dims()[axis] > 1 || spec.axes().get(axis).factor() != 1)) {
        throw new OnnxException(
            "it resizes or moves axis "
                + axis
                + ", of "
                + map.dims()[axis]
                + " positions (must be rows or columns)");
      }
    }
    Resize.Scaling rows = rank == 4 ? spec.axes().get(2) : new Resize.Scaling(1);
    Resize.Scaling columns = spec.axes().get(rank - 1);
    String node =
        step.graph().add(step.title(), new Resize(rows, columns, spec.interpolation()), map.node());
    step.put(View.map(node, step.graph().shape(node), rank));
  }

  private static boolean cropped(Step step) {
    return step.node().text("coordinate_transformation_mode", "").equals("tf_crop_and_resize");
  }
}
