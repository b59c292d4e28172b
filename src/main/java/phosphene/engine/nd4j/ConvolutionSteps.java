package phosphene.engine.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.network.Convolution;
import phosphene.network.Extent;
import phosphene.network.Padding;
import phosphene.network.Shape;
import phosphene.network.Window;
import phosphene.network.Window.Rounding;

/**
 * Convolutions. At stride 1 the gradient goes back through another forward convolution, with the
 * kernel turned by 180 degrees and its channels swapped: it runs as fast as the forward one, and no
 * weight gradient is computed.
 */
final class ConvolutionSteps {
  private static final int CHANNELS_LAST = 1;
  private static final int HEIGHT_WIDTH_IN_OUT = 0;

  private ConvolutionSteps() {}

  /**
   * True for one group whose windows read neighbours: the conv2d of ND4J with oneDNN reckons its
   * padding without the dilation and fails.
   */
  static boolean run(Convolution layer) {
    return layer.groups() == 1 && layer.window().dilation().equals(Extent.ONE);
  }

  /** A convolution that these steps {@link #run}. */
  static Step of(Convolution layer, NodeBuffers buffers, ConvolutionWeights filters) {
    Window window = layer.window();
    if (window.plain()) {
      return plain(window, buffers, filters);
    }
    Shape in = NodeBuffers.shape(buffers.input());
    Padding padding = padding(window, in);
    Window floor = window.rounded(Rounding.FLOOR);
    if (padding.symmetric()) {
      return plain(floor.padded(padding), buffers, filters);
    }
    FramedStep.Frame frame =
        new FramedStep.Frame(
            padding.top(),
            padding.left(),
            padding.top() + in.height() + padding.bottom(),
            padding.left() + in.width() + padding.right(),
            0);
    return FramedStep.of(
        buffers, frame, framed -> plain(floor.padded(Padding.NONE), framed, filters));
  }

  /** The padding of a window, whatever its rounding. */
  private static Padding padding(Window window, Shape in) {
    if (!window.rounding().same()) {
      return window.padding();
    }
    return new Padding(
        window.top(in.height()),
        window.bottom(in.height()),
        window.left(in.width()),
        window.right(in.width()));
  }

  /** A window that ND4J can place. */
  private static Step plain(Window window, NodeBuffers buffers, ConvolutionWeights filters) {
    int[] arguments = arguments(window);
    NativeOp forward =
        NativeOp.of("conv2d")
            .integers(arguments)
            .in(buffers.input(), filters.kernel(), filters.bias())
            .out(buffers.output());
    return NodeBuffers.step(forward, backward(window, buffers, filters));
  }

  private static NativeOp backward(Window window, NodeBuffers buffers, ConvolutionWeights filters) {
    int rows = (int) buffers.input().size(1);
    int columns = (int) buffers.input().size(2);
    if (turns(window, rows, columns)) {
      return NativeOp.of("conv2d")
          .integers(arguments(turned(window, rows, columns)))
          .in(buffers.outputGradient(), filters.flipped())
          .out(buffers.inputGradient());
    }
    INDArray kernelGradient = buffers.session().take(filters.kernel().shape());
    INDArray biasGradient = buffers.session().take(filters.bias().shape());
    buffers.session().give(kernelGradient);
    buffers.session().give(biasGradient);
    return NativeOp.of("conv2d_bp")
        .integers(arguments(window))
        .in(buffers.input(), filters.kernel(), filters.bias(), buffers.outputGradient())
        .out(buffers.inputGradient(), kernelGradient, biasGradient);
  }

  /** True if {@link #turned} serves: stride 1, and as much padding after the image as before it. */
  private static boolean turns(Window window, int rows, int columns) {
    return window.strideY() == 1
        && window.strideX() == 1
        && window.top(rows) < window.height()
        && window.left(columns) < window.width()
        && (window.rounding() != Rounding.SAME
            || (window.height() % 2 == 1 && window.width() % 2 == 1));
  }

  private static Window turned(Window window, int rows, int columns) {
    return window
        .rounded(Rounding.FLOOR)
        .padded(
            Padding.of(
                window.height() - 1 - window.top(rows), window.width() - 1 - window.left(columns)));
  }

  private static int[] arguments(Window w) {
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
      CHANNELS_LAST,
      HEIGHT_WIDTH_IN_OUT
    };
  }
}
