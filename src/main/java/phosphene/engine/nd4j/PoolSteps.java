package phosphene.engine.nd4j;

import java.util.List;
import java.util.Optional;
import phosphene.network.AveragePool;
import phosphene.network.AveragePool.Divisor;
import phosphene.network.MaxPool;
import phosphene.network.Padding;
import phosphene.network.Shape;
import phosphene.network.Window;
import phosphene.network.Window.Rounding;

/**
 * Pooling. ND4J rounds down or pads like TensorFlow; Caffe's ceil mode is one of the two, or a
 * maximum over an image that is made larger first. What is left is done in plain Java.
 */
final class PoolSteps {
  private static final int CHANNELS_LAST = 1;

  private PoolSteps() {}

  static Step max(MaxPool layer, NodeBuffers buffers) {
    Window window = layer.window();
    Shape in = NodeBuffers.shape(buffers.input());
    if (!window.plain()) {
      return HostStep.of(layer, buffers);
    }
    return placed(window, in)
        .map(known -> pool("maxpool2d", arguments(known, 0), buffers))
        .orElseGet(() -> framedMax(window, in, buffers));
  }

  /** A maximum over an image with lowest values below and right of it, in which all windows fit. */
  private static Step framedMax(Window window, Shape in, NodeBuffers buffers) {
    // What FLOOR must be given to find as many windows; padding lies on both sides of it.
    int tall =
        (window.rows(in.height()) - 1) * window.strideY()
            + window.height()
            - 2 * window.padding().top();
    int wide =
        (window.columns(in.width()) - 1) * window.strideX()
            + window.width()
            - 2 * window.padding().left();
    FramedStep.Frame frame =
        new FramedStep.Frame(
            0, 0, Math.max(in.height(), tall), Math.max(in.width(), wide), -Float.MAX_VALUE);
    int[] arguments = arguments(window.rounded(Rounding.FLOOR), 0);
    return FramedStep.of(buffers, frame, framed -> pool("maxpool2d", arguments, framed));
  }

  static Step average(AveragePool layer, NodeBuffers buffers) {
    Window window = layer.window();
    Shape in = NodeBuffers.shape(buffers.input());
    int counted = layer.divisor() == Divisor.WINDOW ? 1 : 0;
    return placed(window, in)
        .filter(known -> window.plain())
        .filter(known -> counted == 0 || known.rounding() == window.rounding())
        .map(known -> pool("avgpool2d", arguments(known, counted), buffers))
        .orElseGet(() -> HostStep.of(layer, buffers));
  }

  private static Step pool(String name, int[] arguments, NodeBuffers buffers) {
    NativeOp forward =
        NativeOp.of(name).integers(arguments).in(buffers.input()).out(buffers.output());
    NativeOp backward =
        NativeOp.of(name + "_bp")
            .integers(arguments)
            .in(buffers.input(), buffers.outputGradient())
            .out(buffers.inputGradient());
    return NodeBuffers.step(forward, backward);
  }

  private static int[] arguments(Window w, int extra) {
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
  private static Optional<Window> placed(Window window, Shape in) {
    if (window.rounding() != Rounding.CEIL) {
      return Optional.of(window);
    }
    Window floor = window.rounded(Rounding.FLOOR);
    for (Window other : List.of(floor, floor.padded(Padding.NONE).rounded(Rounding.SAME))) {
      if (other.rows(in.height()) == window.rows(in.height())
          && other.columns(in.width()) == window.columns(in.width())
          && other.top(in.height()) == window.top(in.height())
          && other.left(in.width()) == window.left(in.width())) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }
}
