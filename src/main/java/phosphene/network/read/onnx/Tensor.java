package phosphene.network.read.onnx;

import java.util.Arrays;
import java.util.function.IntSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/** A tensor whose values are known, row-major. Its arrays are its own: not to be written. */
final class Tensor {
  private final ElementType type;
  private final int[] dims;
  private final float[] singles;
  private final double[] doubles;
  private final long[] longs;

  private Tensor(ElementType type, int[] dims, float[] singles, double[] doubles, long[] longs) {
    this.type = type;
    this.dims = dims;
    this.singles = singles;
    this.doubles = doubles;
    this.longs = longs;
  }

  static Tensor floats(ElementType type, int[] dims, float[] values) {
    return new Tensor(type, dims, values, new double[0], new long[0]);
  }

  static Tensor doubles(int[] dims, double[] values) {
    return new Tensor(ElementType.DOUBLE, dims, new float[0], values, new long[0]);
  }

  static Tensor integers(ElementType type, int[] dims, long[] values) {
    return new Tensor(type, dims, new float[0], new double[0], values);
  }

  /** A vector of 64-bit integers, as shapes are. */
  static Tensor vector(long... values) {
    return integers(ElementType.INT64, new int[] {values.length}, values);
  }

  /** A tensor of floats whose values are computed by position, then rounded. */
  static Tensor real(ElementType type, int[] dims, IntToDoubleFunction value) {
    int size = Extents.size(dims);
    if (type == ElementType.DOUBLE) {
      double[] values = new double[size];
      Arrays.setAll(values, value);
      return doubles(dims, values);
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) type.rounded(value.applyAsDouble(i));
    }
    return floats(type, dims, values);
  }

  /** A tensor of integers whose values are computed by position, then wrapped. */
  static Tensor whole(ElementType type, int[] dims, IntToLongFunction value) {
    long[] values = new long[Extents.size(dims)];
    Arrays.setAll(values, i -> type.wrapped(value.applyAsLong(i)));
    return integers(type, dims, values);
  }

  ElementType type() {
    return type;
  }

  /** The extents, the last one fastest; empty for a scalar. */
  int[] dims() {
    return dims;
  }

  int rank() {
    return dims.length;
  }

  int size() {
    return Extents.size(dims);
  }

  double at(int i) {
    if (type == ElementType.DOUBLE) {
      return doubles[i];
    }
    return type.single() ? singles[i] : (double) longs[i];
  }

  /** A value as an integer; of floats what is before the point. */
  long integer(int i) {
    return type.real() ? (long) at(i) : longs[i];
  }

  /** The only value. */
  double scalar() {
    if (size() != 1) {
      throw new OnnxException("a single value is needed, not " + Extents.text(dims));
    }
    return at(0);
  }

  /** The values as integers, such as those of a shape. */
  long[] integers() {
    if (type.real()) {
      throw new OnnxException("integers are needed, not " + type);
    }
    return longs;
  }

  /** The values as floats; the tensor's own array where it holds floats. */
  float[] floats() {
    if (type.single()) {
      return singles;
    }
    float[] rounded = new float[size()];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) at(i);
    }
    return rounded;
  }

  /** The same values with other extents of the same size. */
  Tensor reshaped(int... other) {
    if (Extents.size(other) != size()) {
      throw new OnnxException(Extents.text(dims) + " cannot be reshaped to " + Extents.text(other));
    }
    return new Tensor(type, other, singles, doubles, longs);
  }

  /** A tensor of values of this one, each from the position that {@code from} says next. */
  Tensor pick(int[] other, IntSupplier from) {
    if (type.real()) {
      return real(type, other, i -> at(from.getAsInt()));
    }
    return whole(type, other, i -> longs[from.getAsInt()]);
  }

  /** The values in another type: rounded to floats, cut and wrapped to integers. */
  Tensor as(ElementType other) {
    if (type == other) {
      return this;
    }
    if (other.real()) {
      return real(other, dims, this::at);
    }
    return other == ElementType.BOOL
        ? whole(other, dims, i -> at(i) == 0 ? 0 : 1)
        : whole(other, dims, this::integer);
  }

  /** This tensor repeated to other extents; a reason if it does not fit them. */
  Tensor broadcast(int... to) {
    if (Arrays.equals(dims, to)) {
      return this;
    }
    if (rank() > to.length || !Arrays.equals(Extents.broadcast(dims, to), to)) {
      throw new OnnxException(Extents.text(dims) + " does not fit " + Extents.text(to));
    }
    return pick(to, Extents.walk(to, Extents.broadcastStrides(dims, to), 0));
  }

  /** This tensor without the axes of one position in front, down to a rank. */
  Tensor stripped(int rank) {
    int more = Math.max(0, rank() - rank);
    boolean ones = Arrays.stream(dims).limit(more).allMatch(dim -> dim == 1);
    return ones ? reshaped(Arrays.copyOfRange(dims, more, dims.length)) : this;
  }

  /** This tensor with its axes in another order: axis i of the result is axis order[i] of this. */
  Tensor transposed(int... order) {
    int[] own = Extents.strides(dims);
    int[] other = Arrays.stream(order).map(axis -> dims[axis]).toArray();
    int[] strides = Arrays.stream(order).map(axis -> own[axis]).toArray();
    return pick(other, Extents.walk(other, strides, 0));
  }
}
