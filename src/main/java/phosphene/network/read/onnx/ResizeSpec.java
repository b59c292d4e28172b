package phosphene.network.read.onnx;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import phosphene.network.Interpolation;
import phosphene.network.Interpolation.Grid;
import phosphene.network.Interpolation.Method;
import phosphene.network.Interpolation.Ties;

/**
 * What Resize and Upsample do.
 *
 * @param scales how much longer each axis becomes
 */
@SuppressWarnings("ArrayRecordComponent") // a few numbers, never compared
record ResizeSpec(double[] scales, Interpolation interpolation) {
  /** What a node does to a tensor of these extents. */
  static ResizeSpec of(Call call, int... dims) {
    ResizeSpec spec = call.node().operator().equals("Upsample") ? upsample(call) : resize(call, dims);
    if (spec.scales.length != dims.length) {
      throw new OnnxException("it has " + spec.scales.length + " scales for " + dims.length + " axes");
    }
    spec.requireCorners(dims);
    return spec;
  }

  private static ResizeSpec upsample(Call call) {
    OnnxNode node = call.node();
    double[] scales =
        call.inputs().size() > 1 ? reals(call.in(1)) : node.reals("scales");
    Method method = method(node.text("mode", "nearest"));
    return new ResizeSpec(scales, new Interpolation(method, Grid.ASYMMETRIC, Ties.FLOOR, 0));
  }

  private static ResizeSpec resize(Call call, int... dims) {
    OnnxNode node = call.node();
    boolean old = call.opset() < 11;
    double[] scales = old ? reals(call.in(1)) : scales(call, dims);
    Method method = method(node.text("mode", "nearest"));
    String grid = node.text("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
    String ties = node.text("nearest_mode", old ? "floor" : "round_prefer_floor");
    node.ignore("extrapolation_value"); // of a mode that is refused
    boolean shrinks = Arrays.stream(scales).anyMatch(scale -> scale < 1);
    if (node.flag("exclude_outside") || node.flag("antialias") && shrinks) {
      throw new OnnxException("it resizes with exclude_outside or antialias");
    }
    String policy = node.text("keep_aspect_ratio_policy", "stretch");
    if (!policy.equals("stretch")) {
      throw new OnnxException("its keep_aspect_ratio_policy is " + policy);
    }
    double cubic = node.real("cubic_coeff_a", -0.75);
    return new ResizeSpec(scales, new Interpolation(method, grid(grid), ties(ties), cubic));
  }

  private static double[] scales(Call call, int... dims) {
    Optional<Tensor> given = call.optional(2).filter(scales -> scales.size() > 0);
    Optional<Tensor> sizes = call.optional(3).filter(tensor -> tensor.size() > 0);
    if (given.isEmpty() && sizes.isEmpty()) {
      throw new OnnxException("it has neither scales nor sizes");
    }
    int[] axes =
        call.node().has("axes")
            ? Arrays.stream(call.node().integers("axes"))
                .mapToInt(axis -> Extents.axis(axis, dims.length))
                .toArray()
            : IntStream.range(0, dims.length).toArray();
    Tensor values = given.orElseGet(sizes::orElseThrow);
    if (values.size() != axes.length) {
      throw new OnnxException("it has " + values.size() + " scales for " + axes.length + " axes");
    }
    double[] scales = new double[dims.length];
    Arrays.fill(scales, 1);
    for (int i = 0; i < axes.length; i++) {
      scales[axes[i]] = given.isPresent() ? values.at(i) : values.at(i) / dims[axes[i]];
    }
    return scales;
  }

  private static double[] reals(Tensor tensor) {
    return IntStream.range(0, tensor.size()).mapToDouble(tensor::at).toArray();
  }

  /** Runtimes differ in where the corner of a part of a pixel is. */
  private void requireCorners(int... dims) {
    for (int axis = 0; axis < Math.min(scales.length, dims.length); axis++) {
      double size = scales[axis] * dims[axis];
      if (interpolation.grid() == Grid.ALIGN_CORNERS && Math.abs(size - Math.rint(size)) > 1e-6) {
        throw new OnnxException(
            "it aligns corners of an axis of " + size + " positions (must be a whole number)");
      }
    }
  }

  private static Method method(String mode) {
    return switch (mode) {
      case "nearest" -> Method.NEAREST;
      case "linear", "bilinear" -> Method.LINEAR;
      case "cubic" -> Method.CUBIC;
      default -> throw new OnnxException("its mode is " + mode);
    };
  }

  private static Grid grid(String mode) {
    return switch (mode) {
      case "half_pixel" -> Grid.HALF_PIXEL;
      case "pytorch_half_pixel" -> Grid.PYTORCH_HALF_PIXEL;
      case "asymmetric" -> Grid.ASYMMETRIC;
      case "align_corners" -> Grid.ALIGN_CORNERS;
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
