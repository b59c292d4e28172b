package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Map;
import phosphene.network.Interpolation;
import phosphene.network.Resize;

/** Constants made larger or smaller, as the embeddings of positions are for other sizes. */
final class ResizeOperators {
  static final Map<String, Operator.Single> ALL =
      Map.ofEntries(
          entry("Resize", ResizeOperators::resize), entry("Upsample", ResizeOperators::resize));

  private ResizeOperators() {}

  private static Tensor resize(Call call) {
    Tensor out = call.in(0);
    if (!out.type().real()) {
      throw new OnnxException("it takes floats, not " + out.type());
    }
    ResizeSpec spec = ResizeSpec.of(call, out.dims());
    for (int axis = 0; axis < out.rank(); axis++) {
      if (!spec.keeps(axis)) {
        out = along(out, axis, spec.axes().get(axis), spec.interpolation());
      }
    }
    return out.as(call.in(0).type());
  }

  private static Tensor along(
      Tensor in, int axis, Resize.Scaling scaling, Interpolation interpolation) {
    int length = in.dims()[axis];
    int[] dims = in.dims().clone();
    dims[axis] = scaling.output(length);
    Extents.made(dims, in.size());
    int inner = Extents.strides(in.dims())[axis];
    Interpolation.Taps[] taps = new Interpolation.Taps[dims[axis]];
    for (int i = 0; i < taps.length; i++) {
      taps[i] = interpolation.taps(scaling, length, i);
    }
    return Tensor.real(
        ElementType.DOUBLE,
        dims,
        i -> {
          Interpolation.Taps tap = taps[i / inner % dims[axis]];
          int start = i / inner / dims[axis] * length;
          double sum = tap.weights().length == 0 ? interpolation.beyond() : 0;
          for (int k = 0; k < tap.weights().length; k++) {
            sum += tap.weights()[k] * in.at((start + tap.pixel(k, length)) * inner + i % inner);
          }
          return sum;
        });
  }
}
