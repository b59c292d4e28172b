package phosphene.network.read.onnx;

import java.util.Arrays;
import java.util.List;
import phosphene.network.Interpolation;
import phosphene.network.Interpolation.Grid;
import phosphene.network.Interpolation.Method;
import phosphene.network.Interpolation.Ties;
import phosphene.network.Resize.Scaling;
import phosphene.network.Resize.Section;

/**
 * What Resize and Upsample do.
 *
 * @param axes one for each axis of the tensor
 */
record ResizeSpec(List<Scaling> axes, Interpolation interpolation) {
  ResizeSpec {
    axes = List.copyOf(axes);
  }

  /** What a node does to a tensor of these extents. */
  static ResizeSpec of(Call call, int... dims) {
    ResizeSpec spec =
        call.node().operator().equals("Upsample") ? upsample(call) : resize(call, dims);
    if (spec.axes.size() != dims.length) {
      throw new OnnxException(
          "it has " + spec.axes.size() + " scales for " + dims.length + " axes");
    }
    return spec;
  }

  /** True of an axis that stays as it is. */
  boolean keeps(int axis) {
    Scaling scaling = axes.get(axis);
    return scaling.factor() == 1
        && switch (interpolation.grid()) {
          case CROPPED -> scaling.section().equals(Section.ALL);
          case TF_HALF_PIXEL ->
              interpolation.method() == Method.NEAREST
                  && (interpolation.ties() == Ties.FLOOR
                      || interpolation.ties() == Ties.ROUND_PREFER_FLOOR); // else half a pixel on
          default -> true;
        };
  }

  private static ResizeSpec upsample(Call call) {
    OnnxNode node = call.node();
    double[] scales =
        call.inputs().size() > 1 ? ResizeSizes.reals(call.in(1)) : node.reals("scales");
    Method method = method(node.text("mode", "nearest"));
    return new ResizeSpec(
        Arrays.stream(scales).mapToObj(Scaling::new).toList(),
        new Interpolation(method, Grid.ASYMMETRIC, Ties.FLOOR, 0));
  }

  private static ResizeSpec resize(Call call, int... dims) {
    OnnxNode node = call.node();
    boolean old = call.opset() < 11;
    String mode = node.text("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
    Method method = method(node.text("mode", "nearest"));
    String ties = node.text("nearest_mode", old ? "floor" : "round_prefer_floor");
    double cubic = node.real("cubic_coeff_a", -0.75);
    double beyond = node.real("extrapolation_value", 0);
    boolean inside = node.flag("exclude_outside");
    String policy = node.text("keep_aspect_ratio_policy", "stretch");
    if (!policy.equals("stretch")) {
      throw new OnnxException("its keep_aspect_ratio_policy is " + policy);
    }
    if (inside && method == Method.NEAREST) {
      throw new OnnxException("its exclude_outside is 1 (must be 0 for the mode nearest)");
    }
    ResizeSizes sizes = old ? ResizeSizes.scales(call) : ResizeSizes.of(call, dims.length);
    Grid grid = grid(mode, sizes.given());
    List<Section> sections =
        grid == Grid.CROPPED ? sizes.sections(call.optional(1)) : sizes.whole();
    List<Scaling> axes = sizes.scalings(sections, dims);
    boolean shrinks = axes.stream().anyMatch(axis -> axis.factor() < 1);
    if (node.flag("antialias") && shrinks) {
      throw new OnnxException("it makes maps smaller with antialias (must be 0)");
    }
    // Of two neighbours beyond an end, which holds the same value, the weights do not matter.
    Method weighted = inside && method == Method.CUBIC ? Method.CUBIC_INSIDE : method;
    return new ResizeSpec(axes, new Interpolation(weighted, grid, ties(ties), cubic, beyond));
  }

  private static Method method(String mode) {
    return switch (mode) {
      case "nearest" -> Method.NEAREST;
      case "linear", "bilinear" -> Method.LINEAR;
      case "cubic" -> Method.CUBIC;
      default -> throw new OnnxException("its mode is " + mode);
    };
  }

  private static Grid grid(String mode, ResizeSizes.Given given) {
    return switch (mode) {
      case "half_pixel" -> Grid.HALF_PIXEL;
      case "pytorch_half_pixel" -> Grid.PYTORCH_HALF_PIXEL;
      case "tf_half_pixel_for_nn" -> Grid.TF_HALF_PIXEL;
      case "asymmetric" -> Grid.ASYMMETRIC;
      // PyTorch, which writes scales too, aligns pixels; ONNX's reference what the scales make.
      case "align_corners" ->
          given == ResizeSizes.Given.SCALES ? Grid.ALIGN_LENGTHS : Grid.ALIGN_CORNERS;
      case "tf_crop_and_resize" -> Grid.CROPPED;
      default -> throw new OnnxException("its coordinate_transformation_mode is " + mode);
    };
  }

  private static Ties ties(String mode) {
    return switch (mode) {
      case "round_prefer_floor" -> Ties.ROUND_PREFER_FLOOR;
      case "round_prefer_ceil" -> Ties.ROUND_PREFER_CEIL;
      case "floor" -> Ties.FLOOR;
      case "ceil" -> Ties.CEIL;
      default -> throw new OnnxException("its nearest_mode is " + mode);
    };
  }
}
