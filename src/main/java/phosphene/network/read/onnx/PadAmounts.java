package phosphene.network.read.onnx;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What Pad adds before and after each axis; negative amounts take away.
 *
 * @param before by axis
 * @param after by axis
 * @param mode constant, reflect, edge or wrap
 * @param value of what is added in mode constant
 */
record PadAmounts(int[] before, int[] after, String mode, double value) {
  private static final int ABSENT = -1;

  /** The padding of a node, whose inputs are constants from the second on. */
  static PadAmounts of(Call call, int rank) {
    long[] amounts =
        call.integers("pads", 1).orElseThrow(() -> new OnnxException("its pads are missing"));
    Optional<Tensor> axes = call.optional(3);
    int[] padded =
        axes.map(Tensor::integers)
            .map(named -> Arrays.stream(named).mapToInt(axis -> Extents.axis(axis, rank)).toArray())
            .orElseGet(() -> IntStream.range(0, rank).toArray());
    if (amounts.length != 2 * padded.length) {
      throw new OnnxException("it has " + amounts.length + " pads for " + padded.length + " axes");
    }
    int[] before = new int[rank];
    int[] after = new int[rank];
    for (int i = 0; i < padded.length; i++) {
      before[padded[i]] = Call.ints(amounts[i])[0];
      after[padded[i]] = Call.ints(amounts[padded.length + i])[0];
    }
    double attribute = call.node().real("value", 0);
    double value = call.optional(2).map(Tensor::scalar).orElse(attribute);
    return new PadAmounts(before, after, call.node().text("mode", "constant"), value);
  }

  /** What is left and added along an axis of that length. */
  int extent(int axis, int length) {
    long extent = (long) length + before[axis] + after[axis];
    if (extent < 0 || extent > Integer.MAX_VALUE) {
      throw new OnnxException("it pads an axis of " + length + " to " + extent);
    }
    return (int) extent;
  }

  Tensor pad(Tensor in, int axis) {
    if (before[axis] == 0 && after[axis] == 0) {
      return in;
    }
    int length = in.dims()[axis];
    int[] dims = in.dims().clone();
    dims[axis] = extent(axis, length);
    Extents.made(dims, in.size());
    int inner = Extents.strides(in.dims())[axis];
    int[] from =
        IntStream.range(0, dims[axis]).map(i -> source(i - before[axis], length)).toArray();
    return in.type().real()
        ? Tensor.real(
            in.type(),
            dims,
            i -> {
              int position = position(from[i / inner % dims[axis]], i, inner, dims[axis], length);
              return position < 0 ? value : in.at(position);
            })
        : Tensor.whole(
            in.type(),
            dims,
            i -> {
              int position = position(from[i / inner % dims[axis]], i, inner, dims[axis], length);
              return position < 0 ? (long) value : in.integer(position);
            });
  }

  private static int position(int from, int i, int inner, int extent, int length) {
    return from < 0 ? ABSENT : (i / inner / extent * length + from) * inner + i % inner;
  }

  private int source(int position, int length) {
    if (position >= 0 && position < length) {
      return position;
    }
    if (mode.equals("constant")) {
      return ABSENT;
    }
    if (length == 0) {
      throw new OnnxException("it has nothing to pad with");
    }
    int period = Math.max(1, 2 * (length - 1));
    int folded = Math.floorMod(position, period);
    return switch (mode) {
      case "edge" -> Math.max(0, Math.min(length - 1, position));
      case "wrap" -> Math.floorMod(position, length);
      case "reflect" -> Math.min(folded, period - folded) % length;
      default -> throw new OnnxException("its mode is " + mode);
    };
  }
}
