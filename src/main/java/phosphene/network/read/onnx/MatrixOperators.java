package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Products of matrices. */
final class MatrixOperators {
  static final Map<String, Operator.Single> ALL =
      Map.ofEntries(
          entry("MatMul", call -> product(call.in(0), call.in(1))),
          entry("Gemm", MatrixOperators::gemm));

  private static final long MOST = 1_000_000_000; // products; some seconds

  private MatrixOperators() {}

  private static void requireWork(long products) {
    if (products > MOST) {
      throw new OnnxException(
          "its constants take " + products + " multiplications (must be at most " + MOST + ")");
    }
  }

  /** NumPy's matmul. */
  static Tensor product(Tensor a, Tensor b) {
    if (a.rank() == 0 || b.rank() == 0 || !a.type().real() || a.type() != b.type()) {
      throw new OnnxException("it multiplies no matrices of floats");
    }
    if (a.rank() == 1) {
      int[] dims = product(a.reshaped(1, a.size()), b).dims();
      return product(a.reshaped(1, a.size()), b)
          .reshaped(without(dims, dims.length - 2 + (b.rank() == 1 ? 1 : 0)));
    }
    if (b.rank() == 1) {
      Tensor column = product(a, b.reshaped(b.size(), 1));
      return column.reshaped(without(column.dims(), column.rank() - 1));
    }
    return batched(a, b);
  }

  private static Tensor batched(Tensor a, Tensor b) {
    int rows = a.dims()[a.rank() - 2];
    int inner = a.dims()[a.rank() - 1];
    int columns = b.dims()[b.rank() - 1];
    if (b.dims()[b.rank() - 2] != inner) {
      throw new OnnxException(
          "it multiplies " + Extents.text(a.dims()) + " by " + Extents.text(b.dims()));
    }
    int[] batch =
        Extents.broadcast(
            Arrays.copyOf(a.dims(), a.rank() - 2), Arrays.copyOf(b.dims(), b.rank() - 2));
    int[] dims = IntStream.concat(Arrays.stream(batch), IntStream.of(rows, columns)).toArray();
    Extents.made(dims, a.size(), b.size());
    requireWork((long) Extents.size(dims) * inner);
    Tensor left = a.broadcast(joined(batch, rows, inner));
    Tensor right = b.broadcast(joined(batch, inner, columns));
    return Tensor.real(
        a.type(),
        dims,
        i -> {
          int column = i % columns;
          int row = i / columns % rows;
          int start = i / columns / rows;
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            sum +=
                left.at((start * rows + row) * inner + k)
                    * right.at((start * inner + k) * columns + column);
          }
          return sum;
        });
  }

  private static int[] joined(int[] batch, int rows, int columns) {
    return IntStream.concat(Arrays.stream(batch), IntStream.of(rows, columns)).toArray();
  }

  private static int[] without(int[] dims, int axis) {
    return IntStream.range(0, dims.length).filter(i -> i != axis).map(i -> dims[i]).toArray();
  }

  private static Tensor gemm(Call call) {
    Tensor a = matrix(call.in(0), call.node().flag("transA"));
    Tensor b = matrix(call.in(1), call.node().flag("transB"));
    double alpha = call.node().real("alpha", 1);
    double beta = call.node().real("beta", 1);
    Tensor product = batched(a, b);
    Optional<Tensor> added = call.optional(2);
    if (added.isEmpty()) {
      return Tensor.real(product.type(), product.dims(), i -> alpha * product.at(i));
    }
    Tensor bias = added.get().broadcast(product.dims());
    return Tensor.real(
        product.type(), product.dims(), i -> alpha * product.at(i) + beta * bias.at(i));
  }

  private static Tensor matrix(Tensor in, boolean turned) {
    if (in.rank() != 2 || !in.type().real()) {
      throw new OnnxException("it takes matrices of floats, not " + Extents.text(in.dims()));
    }
    return turned ? in.transposed(1, 0) : in;
  }
}
