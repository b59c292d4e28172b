package phosphene.engine;

import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.network.Convolution;
import phosphene.network.Window;
import phosphene.network.Window.Rounding;

/**
 * Convolutions. At stride 1 the slope goes back through another forward convolution, with the
 * kernel turned by 180 degrees and its channels swapped: it runs as fast as the forward one, and no
 * weight gradient is computed.
 */
final class ConvolutionSteps {
  private static final int CHANNELS_LAST = 1;
  private static final int HEIGHT_WIDTH_IN_OUT = 0;

  private ConvolutionSteps() {}

  static Step of(Convolution layer, Wires wires) {
    Window window = layer.window();
    Kernel forward =
        forward(window)
            .in(
                wires.input(),
                wires.constants().kernel(wires.node()),
                wires.constants().bias(wires.node()))
            .out(wires.output());
    return Wires.step(forward, backward(window, wires));
  }

  /** The forward operation without its arrays. */
  static Kernel.Builder forward(Window window) {
    return Kernel.of("conv2d").integers(arguments(window));
  }

  /** The stride-1 operation that carries slopes back, without its arrays. */
  static Kernel.Builder turned(Window window, int rows, int columns) {
    Window back =
        new Window(
            window.height(),
            window.width(),
            1,
            1,
            window.height() - 1 - window.top(rows),
            window.width() - 1 - window.left(columns),
            Rounding.FLOOR);
    return Kernel.of("conv2d").integers(arguments(back));
  }

  /** True if {@link #turned} serves: stride 1, and as much padding after the image as before it. */
  static boolean turns(Window window, int rows, int columns) {
    return window.strideY() == 1
        && window.strideX() == 1
        && window.top(rows) < window.height()
        && window.left(columns) < window.width()
        && (window.rounding() != Rounding.SAME
            || (window.height() % 2 == 1 && window.width() % 2 == 1));
  }

  private static Kernel backward(Window window, Wires wires) {
    int rows = (int) wires.input().size(1);
    int columns = (int) wires.input().size(2);
    if (turns(window, rows, columns)) {
      return turned(window, rows, columns)
          .in(wires.outputSlope(), wires.constants().flipped(wires.node()))
          .out(wires.inputSlope());
    }
    INDArray kernel = wires.constants().kernel(wires.node());
    INDArray bias = wires.constants().bias(wires.node());
    INDArray kernelSlope = wires.buffers().take(kernel.shape());
    INDArray biasSlope = wires.buffers().take(bias.shape());
    wires.buffers().give(kernelSlope);
    wires.buffers().give(biasSlope);
    return Kernel.of("conv2d_bp")
        .integers(arguments(window))
        .in(wires.input(), kernel, bias, wires.outputSlope())
        .out(wires.inputSlope(), kernelSlope, biasSlope);
  }

  private static int[] arguments(Window w) {
    int same = w.rounding() == Rounding.SAME ? 1 : 0;
    return new int[] {
      w.height(),
      w.width(),
      w.strideY(),
      w.strideX(),
      w.padY(),
      w.padX(),
      1,
      1,
      same,
      CHANNELS_LAST,
      HEIGHT_WIDTH_IN_OUT
    };
  }
}
