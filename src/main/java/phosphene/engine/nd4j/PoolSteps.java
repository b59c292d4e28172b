package phosphene.engine.nd4j;

import java.util.Locale;
import java.util.Optional;
import phosphene.network.AveragePool;
import phosphene.network.AveragePool.Divisor;
import phosphene.network.MaxPool;
import phosphene.network.Window;
import phosphene.network.Window.Rounding;

/**
 * Pooling. ND4J rounds down or pads like TensorFlow; Caffe's ceil mode is one of the two, or a
 * maximum over an image that is made larger first; an average is then refused.
 */
final class PoolSteps {
  private static final int CHANNELS_LAST = 1;

  private PoolSteps() {}

  static Step max(MaxPool layer, NodeBuffers buffers) {
    Window window = layer.window();
    int rows = (int) buffers.input().size(1);
    int columns = (int) buffers.input().size(2);
    if (window.rounding() == Rounding.CEIL && withoutCeil(window, rows, columns).isEmpty()) {
      return FramedPoolStep.of(window, buffers);
    }
    return pool("maxpool2d", arguments(window, 0, buffers), buffers);
  }

  static Step average(AveragePool layer, NodeBuffers buffers) {
    int counted = layer.divisor() == Divisor.WINDOW ? 1 : 0;
    return pool("avgpool2d", arguments(layer.window(), counted, buffers), buffers);
  }

  static Step pool(String name, int[] arguments, NodeBuffers buffers) {
    NativeOp forward =
        NativeOp.of(name).integers(arguments).in(buffers.input()).out(buffers.output());
    NativeOp backward =
        NativeOp.of(name + "_bp")
            .integers(arguments)
            .in(buffers.input(), buffers.outputGradient())
            .out(buffers.inputGradient());
    return NodeBuffers.step(forward, backward);
  }

  private static int[] arguments(Window asked, int extra, NodeBuffers buffers) {
    int rows = (int) buffers.input().size(1);
    int columns = (int) buffers.input().size(2);
    Window window =
        asked.rounding() != Rounding.CEIL
            ? asked
            : withoutCeil(asked, rows, columns)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            String.format(
                                Locale.ROOT,
                                "Cannot pool %dx%d with %s: unsupported rounding",
                                columns,
                                rows,
                                asked)));
    return arguments(window, extra);
  }

  static int[] arguments(Window w, int extra) {
    int same = w.rounding() == Rounding.SAME ? 1 : 0;
    return new int[] {
      w.height(),
      w.width(),
      w.strideY(),
      w.strideX(),
      w.padding().top(),
      w.padding().left(),
      1,
      1,
      same,
      extra,
      CHANNELS_LAST
    };
  }

  /** The same windows by a rounding that ND4J knows, if there is one for both directions. */
  private static Optional<Window> withoutCeil(Window ceil, int rows, int columns) {
    for (Rounding rounding : new Rounding[] {Rounding.FLOOR, Rounding.SAME}) {
      Window other = ceil.rounded(rounding);
      if (other.rows(rows) == ceil.rows(rows)
          && other.columns(columns) == ceil.columns(columns)
          && other.top(rows) == ceil.top(rows)
          && other.left(columns) == ceil.left(columns)) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }
}
