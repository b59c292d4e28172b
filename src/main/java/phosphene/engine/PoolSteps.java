package phosphene.engine;

import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.network.AveragePool;
import phosphene.network.AveragePool.Divisor;
import phosphene.network.MaxPool;
import phosphene.network.Window;
import phosphene.network.Window.Rounding;

/**
 * Pooling. ND4J rounds down or pads like TensorFlow; Caffe's ceil mode is one of the two or
 * refused.
 */
final class PoolSteps {
  private static final int CHANNELS_LAST = 1;

  private PoolSteps() {}

  static Step max(MaxPool layer, Wires wires) {
    return pool("maxpool2d", arguments(layer.window(), 0, wires), wires);
  }

  static Step average(AveragePool layer, Wires wires) {
    int counted = layer.divisor() == Divisor.WINDOW ? 1 : 0;
    return pool("avgpool2d", arguments(layer.window(), counted, wires), wires);
  }

  private static Step pool(String name, int[] arguments, Wires wires) {
    Kernel forward = Kernel.of(name).integers(arguments).in(wires.input()).out(wires.output());
    Kernel backward =
        Kernel.of(name + "_bp")
            .integers(arguments)
            .in(wires.input(), wires.outputSlope())
            .out(wires.inputSlope());
    return Wires.step(forward, backward);
  }

  private static int[] arguments(Window asked, int extra, Wires wires) {
    INDArray input = wires.input();
    Window w = asked;
    if (asked.rounding() == Rounding.CEIL) {
      w = withoutCeil(asked, (int) input.size(1), (int) input.size(2));
    }
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
      extra,
      CHANNELS_LAST
    };
  }

  /** The same windows by a rounding that ND4J knows. */
  private static Window withoutCeil(Window ceil, int rows, int columns) {
    for (Rounding rounding : new Rounding[] {Rounding.FLOOR, Rounding.SAME}) {
      Window other = ceil.rounded(rounding);
      if (other.rows(rows) == ceil.rows(rows)
          && other.columns(columns) == ceil.columns(columns)
          && other.top(rows) == ceil.top(rows)
          && other.left(columns) == ceil.left(columns)) {
        return other;
      }
    }
    throw new IllegalArgumentException(
        "Cannot pool " + columns + "x" + rows + " with " + ceil + ": unsupported rounding");
  }
}
