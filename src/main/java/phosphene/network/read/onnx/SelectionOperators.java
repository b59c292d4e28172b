package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Operators that pick values out of tensors or put tensors side by side. */
final class SelectionOperators {
  static final Map<String, Operator> ALL =
      Map.ofEntries(
          entry("Gather", single(SelectionOperators::gather)),
          entry("GatherElements", single(SelectionOperators::gatherElements)),
          entry("Slice", single(SelectionOperators::slice)),
          entry("Concat", single(SelectionOperators::concat)),
          entry("Split", SelectionOperators::split),
          entry("Tile", single(SelectionOperators::tile)),
          entry("Pad", single(SelectionOperators::pad)));

  private SelectionOperators() {}

  private static Operator single(Operator.Single operator) {
    return operator;
  }

  /** A tensor along one axis of which only some positions are kept, in that order. */
  static Tensor take(Tensor in, int axis, int... positions) {
    int[] dims = in.dims().clone();
    dims[axis] = positions.length;
    return take(in, dims, axis, i -> positions[i]);
  }

  /** As above; a position of -1 leaves 0. */
  private static Tensor take(Tensor in, int[] dims, int axis, IntUnaryOperator position) {
    int inner = Extents.strides(in.dims())[axis];
    int length = in.dims()[axis];
    int[] at = {0};
    return in.pick(
        dims,
        () -> {
          int i = at[0]++;
          int outer = i / inner / dims[axis];
          return (outer * length + position.applyAsInt(i / inner % dims[axis])) * inner + i % inner;
        });
  }

  /** A position along an axis, which counts from the end if it is negative. */
  static int position(long position, int length) {
    if (position < -length || position >= length) {
      throw new OnnxException("it picks position " + position + " of " + length);
    }
    return (int) (position < 0 ? position + length : position);
  }

  private static Tensor gather(Call call) {
    Tensor in = call.in(0);
    int axis = call.axis(0, in.rank());
    Tensor indices = call.in(1);
    int[] positions =
        Arrays.stream(indices.integers())
            .mapToInt(index -> position(index, in.dims()[axis]))
            .toArray();
    int[] dims =
        IntStream.of(
                IntStream.concat(
                        IntStream.concat(
                            Arrays.stream(in.dims(), 0, axis), Arrays.stream(indices.dims())),
                        Arrays.stream(in.dims(), axis + 1, in.rank()))
                    .toArray())
            .toArray();
    Extents.made(dims, in.size());
    return take(in, axis, positions).reshaped(dims);
  }

  private static Tensor gatherElements(Call call) {
    Tensor in = call.in(0);
    Tensor indices = call.in(1);
    int axis = call.axis(0, in.rank());
    int[] dims = indices.dims();
    if (dims.length != in.rank()) {
      throw new OnnxException("its indices have another rank than its data");
    }
    for (int other = 0; other < dims.length; other++) {
      if (other != axis && dims[other] > in.dims()[other]) {
        throw new OnnxException("its indices are larger than its data");
      }
    }
    int[] strides = Extents.strides(in.dims());
    int along = strides[axis];
    strides[axis] = 0;
    IntSupplier start = Extents.walk(dims, strides, 0);
    int[] at = {0};
    return in.pick(
        dims,
        () -> start.getAsInt() + along * position(indices.integers()[at[0]++], in.dims()[axis]));
  }

  private static Tensor slice(Call call) {
    Tensor out = call.in(0);
    for (AxisSlice slice : AxisSlice.of(call, out.dims())) {
      out = take(out, slice.axis(), slice.positions());
    }
    return out;
  }

  private static Tensor concat(Call call) {
    List<Tensor> parts = call.all();
    Tensor first = parts.get(0);
    int axis = call.axis(0, first.rank());
    int length = 0;
    for (Tensor part : parts) {
      if (part.type() != first.type() || !fits(part.dims(), first.dims(), axis)) {
        throw new OnnxException(
            "it joins "
                + Extents.text(part.dims())
                + " ("
                + part.type()
                + ") to "
                + Extents.text(first.dims())
                + " ("
                + first.type()
                + ")");
      }
      length = Math.addExact(length, part.dims()[axis]);
    }
    int[] dims = first.dims().clone();
    dims[axis] = length;
    Extents.made(dims, first.size());
    Joined joined = new Joined(parts, axis, dims);
    return first.type().real()
        ? Tensor.real(first.type(), dims, i -> joined.next().at(joined.position()))
        : Tensor.whole(first.type(), dims, i -> joined.next().integer(joined.position()));
  }

  private static boolean fits(int[] part, int[] first, int axis) {
    int[] other = part.clone();
    if (part.length == first.length) {
      other[axis] = first[axis];
    }
    return Arrays.equals(other, first);
  }

  /** A walk over the values of tensors that stand side by side. */
  private static final class Joined {
    private final List<Tensor> parts;
    private final int[] chunks;
    private int part = -1;
    private int within;
    private int outer;

    Joined(List<Tensor> parts, int axis, int[] dims) {
      this.parts = parts;
      int inner = Extents.strides(dims)[axis];
      this.chunks = parts.stream().mapToInt(each -> each.dims()[axis] * inner).toArray();
    }

    Tensor next() {
      within++;
      while (part < 0 || within >= chunks[part]) {
        within = 0;
        part++;
        if (part == chunks.length) {
          part = 0;
          outer++;
        }
      }
      return parts.get(part);
    }

    int position() {
      return outer * chunks[part] + within;
    }
  }

  private static List<Tensor> split(Call call) {
    Tensor in = call.in(0);
    int axis = call.axis(0, in.rank());
    List<Tensor> outputs = new ArrayList<>();
    int from = 0;
    for (int length : splits(call, in.dims()[axis])) {
      outputs.add(take(in, axis, IntStream.range(from, from + length).toArray()));
      from += length;
    }
    return outputs;
  }

  /** The lengths of Split's parts along an axis of {@code length}. */
  static int[] splits(Call call, int length) {
    int count = call.node().outputs().size();
    call.node().ignore("num_outputs"); // is their number
    int each = (length + count - 1) / count; // the last part may be smaller
    int[] lengths =
        call.integers("split", 1)
            .map(Call::ints)
            .orElseGet(
                () ->
                    IntStream.range(0, count)
                        .map(i -> Math.max(0, Math.min(each, length - i * each)))
                        .toArray());
    boolean whole =
        Arrays.stream(lengths).allMatch(part -> part >= 0 && part <= length)
            && Arrays.stream(lengths).asLongStream().sum() == length
            && lengths.length == count;
    if (!whole) {
      throw new OnnxException(
          "it splits " + length + " into " + count + " parts " + Arrays.toString(lengths));
    }
    return lengths;
  }

  private static Tensor tile(Call call) {
    Tensor in = call.in(0);
    int[] repeats = Call.ints(call.in(1).integers());
    if (repeats.length != in.rank()) {
      throw new OnnxException("it repeats " + repeats.length + " axes of " + in.rank());
    }
    Tensor out = in;
    for (int axis = 0; axis < repeats.length; axis++) {
      int length = in.dims()[axis];
      if (repeats[axis] < 0 || (long) length * repeats[axis] > Integer.MAX_VALUE) {
        throw new OnnxException("it repeats an axis " + repeats[axis] + " times");
      }
      int[] dims = out.dims().clone();
      dims[axis] = length * repeats[axis];
      out = take(out, Extents.made(dims, in.size()), axis, i -> i % length);
    }
    return out;
  }

  private static Tensor pad(Call call) {
    Tensor out = call.in(0);
    PadAmounts padding = PadAmounts.of(call, out.rank());
    for (int axis = 0; axis < out.rank(); axis++) {
      out = padding.pad(out, axis);
    }
    return out;
  }
}
