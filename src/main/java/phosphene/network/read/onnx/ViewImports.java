package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that only say in which order values lie; they need no layer. */
final class ViewImports {
  static final Map<String, LayerImport> ALL =
      Map.ofEntries(
          entry("Identity", step -> step.put(step.view(0))),
          entry("Dropout", ViewImports::dropout),
          entry("Cast", ViewImports::cast),
          entry("Shape", ViewImports::shape),
          entry("Size", ViewImports::size),
          entry("Transpose", ViewImports::transpose),
          entry("Reshape", step -> reshape(step, ShapeOperators.reshape(step.call(), dims(step)))),
          entry("Flatten", step -> reshape(step, ShapeOperators.flatten(step.call(), dims(step)))),
          entry("Squeeze", step -> reshape(step, ShapeOperators.squeeze(step.call(), dims(step)))),
          entry(
              "Unsqueeze",
              step -> reshape(step, ShapeOperators.unsqueeze(step.call(), dims(step)))),
          entry("Expand", ViewImports::expand),
          entry("DepthToSpace", ViewImports::depthToSpace),
          entry("SpaceToDepth", ViewImports::spaceToDepth));

  private ViewImports() {}

  private static int[] dims(Step step) {
    return step.view(0).dims();
  }

  private static void dropout(Step step) {
    step.node().ignore("seed", "is_test");
    double ratio = step.optional(1).map(Tensor::scalar).orElse(step.node().real("ratio", 0.5));
    if (ratio != 0 && step.has(2) && step.tensor(2).scalar() != 0) {
      throw new OnnxException(
          "it drops at random, as in training (export the model in evaluation mode, in PyTorch"
              + " after model.eval())");
    }
    step.put(step.view(0));
    for (int output = 1; output < step.node().outputs().size(); output++) {
      step.graph().forbid(step.node().outputs().get(output), "a mask is not computed");
    }
  }

  private static void cast(Step step) {
    step.node().ignore("saturate");
    int code = (int) step.node().integer("to", 0);
    if (ElementType.of(code).filter(ElementType::real).isEmpty()) {
      throw new OnnxException("it casts to type " + code + " (must be floats)");
    }
    step.put(step.view(0));
  }

  private static void shape(Step step) {
    step.graph()
        .put(
            step.node().outputs().get(0),
            Tensor.vector(ShapeOperators.shape(step.call(), dims(step))));
  }

  private static void size(Step step) {
    step.graph().put(step.node().outputs().get(0), Tensor.vector(step.view(0).size()).reshaped());
  }

  private static void transpose(Step step) {
    View in = step.view(0);
    step.put(in.transposed(ShapeOperators.order(step.call(), in.rank())));
  }

  private static void reshape(Step step, int... dims) {
    for (int input = 1; input < step.inputs(); input++) {
      step.optional(input); // must be a constant
    }
    step.put(reshaped(step, step.view(0), dims));
  }

  /** A view with other extents, of another node if an axis is cut where no dimension is. */
  static View reshaped(Step step, View in, int... dims) {
    return in.reshaped(dims)
        .orElseGet(
            () -> {
              int[] every = IntStream.range(0, in.rank()).toArray();
              View flat = step.graph().laid(in, new Layout.Axes(every, new int[0], new int[0]));
              return flat.reshaped(dims).orElseThrow(AssertionError::new);
            });
  }

  private static void expand(Step step) {
    View in = step.view(0);
    int[] wanted = Call.ints(step.tensor(1).integers());
    View ranked = in.padded(wanted.length);
    if (!Arrays.equals(Extents.broadcast(ranked.dims(), wanted), ranked.dims())) {
      throw new OnnxException(
          "it repeats " + Extents.text(in.dims()) + " to " + Extents.text(wanted));
    }
    step.put(ranked);
  }

  private static int block(Step step) {
    long block = step.node().integer("blocksize", 0);
    if (block < 1 || block > 1 << 15 || step.view(0).rank() != 4) {
      throw new OnnxException("its blocksize is " + block);
    }
    return (int) block;
  }

  private static void depthToSpace(Step step) {
    int b = block(step);
    int[] d = dims(step);
    String mode = step.node().text("mode", "DCR");
    boolean depthFirst = mode.equals("DCR");
    if ((!depthFirst && !mode.equals("CRD")) || d[1] % (b * b) != 0) {
      throw new OnnxException("its mode is " + mode + ", its blocksize " + b);
    }
    int c = d[1] / (b * b);
    int[] cut =
        depthFirst ? new int[] {d[0], b, b, c, d[2], d[3]} : new int[] {d[0], c, b, b, d[2], d[3]};
    View view = reshaped(step, step.view(0), cut);
    View turned =
        depthFirst ? view.transposed(0, 3, 4, 1, 5, 2) : view.transposed(0, 1, 4, 2, 5, 3);
    step.put(reshaped(step, turned, d[0], c, d[2] * b, d[3] * b));
  }

  private static void spaceToDepth(Step step) {
    int b = block(step);
    int[] d = dims(step);
    if (d[2] % b != 0 || d[3] % b != 0) {
      throw new OnnxException("its blocksize " + b + " does not divide " + Extents.text(d));
    }
    View view = reshaped(step, step.view(0), d[0], d[1], d[2] / b, b, d[3] / b, b);
    View turned = view.transposed(0, 3, 5, 1, 2, 4);
    step.put(reshaped(step, turned, d[0], d[1] * b * b, d[2] / b, d[3] / b));
  }
}
