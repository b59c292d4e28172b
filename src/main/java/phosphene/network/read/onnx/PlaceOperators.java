package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators about the places of values: where some are, and what stands at some. */
final class PlaceOperators {
  static final Map<String, Operator.Single> ALL =
      Map.ofEntries(
          entry("ScatterND", PlaceOperators::scatter),
          entry("NonZero", PlaceOperators::nonZero),
          entry("Trilu", PlaceOperators::triangle));

  private PlaceOperators() {}

  /** The data with slices at some places replaced. */
  private static Tensor scatter(Call call) {
    Tensor data = call.in(0);
    Tensor indices = call.in(1);
    Tensor updates = call.in(2);
    String reduction = call.node().text("reduction", "none");
    int depth = indices.rank() == 0 ? 0 : indices.dims()[indices.rank() - 1];
    if (!reduction.equals("none") || depth < 1 || depth > data.rank()) {
      throw new OnnxException("its reduction is " + reduction + ", its indices are " + depth);
    }
    int[] strides = Extents.strides(data.dims());
    int slice = Extents.size(Arrays.copyOfRange(data.dims(), depth, data.rank()));
    int count = indices.size() / depth;
    if (updates.size() != count * slice || updates.type() != data.type()) {
      throw new OnnxException("its updates are " + Extents.text(updates.dims()));
    }
    int[] from = new int[data.size()]; // 0 where the data stay, else 1 more than the update's place
    for (int i = 0; i < count; i++) {
      int start = 0;
      for (int axis = 0; axis < depth; axis++) {
        long index = indices.integers()[i * depth + axis];
        start += SelectionOperators.position(index, data.dims()[axis]) * strides[axis];
      }
      for (int k = 0; k < slice; k++) {
        from[start + k] = i * slice + k + 1;
      }
    }
    return data.type().real()
        ? Tensor.real(
            data.type(), data.dims(), i -> from[i] == 0 ? data.at(i) : updates.at(from[i] - 1))
        : Tensor.whole(
            data.type(),
            data.dims(),
            i -> from[i] == 0 ? data.integer(i) : updates.integer(from[i] - 1));
  }

  private static Tensor nonZero(Call call) {
    Tensor in = call.in(0);
    int[] found = IntStream.range(0, in.size()).filter(i -> in.at(i) != 0).toArray();
    int rank = Math.max(1, in.rank());
    int[] strides = in.rank() == 0 ? new int[] {1} : Extents.strides(in.dims());
    int[] lengths = in.rank() == 0 ? new int[] {1} : in.dims();
    return Tensor.whole(
        ElementType.INT64,
        Extents.made(new int[] {rank, found.length}),
        i -> {
          int axis = i / found.length;
          return found[i % found.length] / strides[axis] % lengths[axis];
        });
  }

  private static Tensor triangle(Call call) {
    Tensor in = call.in(0);
    boolean upper = call.node().integer("upper", 1) != 0;
    long shift = call.optional(1).map(k -> k.integer(0)).orElse(0L);
    if (in.rank() < 2) {
      throw new OnnxException("it takes matrices");
    }
    int rows = in.dims()[in.rank() - 2];
    int columns = in.dims()[in.rank() - 1];
    Tensor mask =
        Tensor.whole(
            ElementType.INT64,
            in.dims(),
            i -> {
              long right = i % columns - i / columns % rows - shift;
              return upper == right >= 0 || right == 0 ? 1 : 0;
            });
    return in.type().real()
        ? Tensor.real(in.type(), in.dims(), i -> mask.integer(i) == 0 ? 0 : in.at(i))
        : Tensor.whole(in.type(), in.dims(), i -> mask.integer(i) * in.integer(i));
  }
}
