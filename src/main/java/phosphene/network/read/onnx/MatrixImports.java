package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import phosphene.network.Axis;
import phosphene.network.Dense;
import phosphene.network.Elementwise.Operation;
import phosphene.network.Layer;
import phosphene.network.Pointwise;

/** Products of matrices: connected layers, and the two products of attention. */
final class MatrixImports {
  static final Map<String, LayerImport> ALL =
      Map.ofEntries(entry("MatMul", MatrixImports::matMul), entry("Gemm", MatrixImports::gemm));

  private MatrixImports() {}

  private static void matMul(Step step) {
    if (step.isConstant(1)) {
      View in = ranked(step.view(0), step.tensor(1));
      step.put(connected(step, in, matrix(step.tensor(1)).transposed(1, 0)));
    } else if (step.isConstant(0)) {
      View in = ranked(step.view(1), step.tensor(0));
      step.put(swapped(connected(step, swapped(in), matrix(step.tensor(0)))));
    } else {
      step.put(product(step, step.view(0), step.view(1)));
    }
  }

  private static void gemm(Step step) {
    View out = gemmProduct(step);
    double alpha = step.node().real("alpha", 1);
    double beta = step.node().real("beta", 1);
    if (alpha != 1) {
      out = BinaryImports.scaled(step, out, scalar(alpha));
    }
    if (step.has(2) && step.isConstant(2)) {
      Tensor bias = step.tensor(2);
      Tensor added = Tensor.real(bias.type(), bias.dims(), i -> beta * bias.at(i));
      out = BinaryImports.constant(step, Operation.ADD, out, added, BinaryImports.Side.SECOND);
    } else if (step.has(2)) {
      View added = step.view(2);
      if (beta != 1) {
        added = BinaryImports.scaled(step, added, scalar(beta));
      }
      out = BinaryImports.views(step, Operation.ADD, out, added);
    }
    step.put(out);
  }

  private static View gemmProduct(Step step) {
    boolean turnA = step.node().flag("transA");
    boolean turnB = step.node().flag("transB");
    if (step.isConstant(1)) {
      Tensor b = matrix(step.tensor(1));
      View a = turnA ? swapped(step.view(0)) : step.view(0);
      return connected(step, a, turnB ? b : b.transposed(1, 0));
    }
    View b = turnB ? step.view(1) : swapped(step.view(1));
    if (step.isConstant(0)) {
      Tensor a = matrix(step.tensor(0));
      return swapped(connected(step, b, turnA ? a.transposed(1, 0) : a));
    }
    return product(step, turnA ? swapped(step.view(0)) : step.view(0), swapped(b));
  }

  private static Tensor scalar(double value) {
    return Tensor.real(ElementType.FLOAT, new int[0], i -> value);
  }

  /** A view with the axes in front that a constant has more; of a vector the result lacks one. */
  private static View ranked(View view, Tensor constant) {
    return view.padded(constant.rank() - (view.rank() == 1 ? 1 : 0));
  }

  private static Tensor matrix(Tensor weights) {
    int rank = weights.rank();
    boolean one = Arrays.stream(weights.dims()).limit(Math.max(0, rank - 2)).allMatch(d -> d == 1);
    if (rank < 2 || !one) {
      throw new OnnxException(
          "it multiplies by a constant of " + Extents.text(weights.dims()) + " (must be a matrix)");
    }
    return weights.reshaped(weights.dims()[rank - 2], weights.dims()[rank - 1]);
  }

  private static View swapped(View view) {
    if (view.rank() < 2) {
      throw new OnnxException("it multiplies a vector by a matrix");
    }
    int[] order = IntStream.range(0, view.rank()).toArray();
    order[order.length - 1] = order.length - 2;
    order[order.length - 2] = order.length - 1;
    return view.transposed(order);
  }

  /**
   * A connected layer over a view's last axis.
   *
   * @param weights outputs x inputs
   */
  private static View connected(Step step, View in, Tensor weights) {
    int last = in.rank() - 1;
    int inputs = last < 0 ? 0 : in.dims()[last];
    if (inputs != weights.dims()[1]) {
      throw new OnnxException(
          String.format(
              java.util.Locale.ROOT,
              "its weights take %d values, but it reads %d",
              weights.dims()[1],
              inputs));
    }
    int outputs = weights.dims()[0];
    if (in.size() == inputs) {
      String node = dense(step, in, weights.floats(), outputs);
      return in.with(node, last, Factor.whole(Axis.CHANNELS, outputs));
    }
    View laid = channelsLast(step, in);
    String node = pointwise(step, laid, weights.floats(), outputs);
    return laid.with(node, last, Factor.whole(Axis.CHANNELS, outputs));
  }

  /** A view whose last axis is a map's channels, as connected layers on tokens take it. */
  private static View channelsLast(Step step, View in) {
    int last = in.rank() - 1;
    int channels = step.graph().shape(in.node()).channels();
    return in.axes().get(last).equals(Factor.whole(Axis.CHANNELS, channels))
        ? in
        : step.graph().laid(in, Layout.Axes.apart(in, last));
  }

  /** Over all of a map's values: the weights are put into the map's order. */
  private static String dense(Step step, View in, float[] weights, int outputs) {
    GraphImport graph = step.graph();
    int last = in.rank() - 1;
    int inputs = in.size();
    int[] places = Layout.sources(in.axes().get(last), graph.shape(in.node()));
    if (IntStream.range(0, inputs).allMatch(i -> places[i] == i)) {
      return weighed(step, step.title(), new Dense(outputs), in.node(), weights, inputs);
    }
    float[] kernel = new float[weights.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        kernel[o * inputs + places[i]] = weights[o * inputs + i];
      }
    }
    return weighed(step, step.title(), new Dense(outputs), in.node(), kernel, inputs);
  }

  private static String pointwise(Step step, View in, float[] weights, int outputs) {
    GraphImport graph = step.graph();
    boolean hidden =
        graph.tokens(in.node()).isPresent() && step.graph().nonlinear(step.node().outputs().get(0));
    String title = step.title();
    String wanted = hidden ? title + ".tokens" : title;
    String node =
        weighed(
            step,
            wanted,
            new Pointwise(outputs),
            in.node(),
            weights,
            graph.shape(in.node()).channels());
    if (hidden) {
      graph.hide(node, title);
    }
    return node;
  }

  private static String weighed(
      Step step, String wanted, Layer layer, String in, float[] kernel, int inputs) {
    int outputs = kernel.length / inputs;
    Trained trained = new Trained(List.of(outputs, inputs), kernel, new float[outputs]);
    return step.graph().add(wanted, layer, trained, in);
  }

  /** A product of two tensors that both depend on the image, as attention has them. */
  private static View product(Step step, View a, View b) {
    int rank = Math.max(a.rank(), b.rank());
    View left = a.padded(rank);
    View right = b.padded(rank);
    int[] batch = Arrays.copyOf(left.dims(), Math.max(0, rank - 2));
    boolean fits =
        a.rank() > 1
            && b.rank() > 1
            && Arrays.equals(batch, Arrays.copyOf(right.dims(), rank - 2))
            && left.dims()[rank - 1] == right.dims()[rank - 2];
    if (!fits) {
      throw new OnnxException(
          "it multiplies " + Extents.text(a.dims()) + " by " + Extents.text(b.dims()));
    }
    return new AttentionProduct(step, left, right).view();
  }
}
