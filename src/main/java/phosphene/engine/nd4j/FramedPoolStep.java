package phosphene.engine.nd4j;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.network.Window;
import phosphene.network.Window.Rounding;

/**
 * A maximum whose last windows reach over the image in one direction and not in the other, as
 * Caffe's ceil mode has it for most sizes that are not square: the image is copied into a frame of
 * lowest values below and right of it, in which all windows fit.
 */
final class FramedPoolStep implements Step {
  private final NodeBuffers outer;
  private final INDArray framed;
  private final INDArray framedGradient;
  private final Step pool;

  private FramedPoolStep(NodeBuffers outer, INDArray framed, INDArray framedGradient, Step pool) {
    this.outer = outer;
    this.framed = framed;
    this.framedGradient = framedGradient;
    this.pool = pool;
  }

  /** The step of a window with {@link Rounding#CEIL}. */
  static Step of(Window window, NodeBuffers buffers) {
    INDArray input = buffers.input();
    int rows = (int) input.size(1);
    int columns = (int) input.size(2);
    // What FLOOR must be given to find as many windows; padding lies on both sides of it.
    int tall =
        (window.rows(rows) - 1) * window.strideY() + window.height() - 2 * window.padding().top();
    int wide =
        (window.columns(columns) - 1) * window.strideX()
            + window.width()
            - 2 * window.padding().left();
    INDArray framed =
        buffers
            .session()
            .keep(input.size(0), Math.max(rows, tall), Math.max(columns, wide), input.size(3));
    float[] lowest = new float[(int) framed.length()];
    Arrays.fill(lowest, -Float.MAX_VALUE);
    HostTransfer.copy(lowest, framed);
    INDArray gradient = buffers.session().take(framed.shape());
    buffers.session().give(gradient);
    NodeBuffers inner =
        new NodeBuffers(
            buffers.node(),
            List.of(framed),
            buffers.output(),
            List.of(gradient),
            buffers.outputGradient(),
            buffers.weights(),
            buffers.session());
    int[] arguments = PoolSteps.arguments(window.rounded(Rounding.FLOOR), 0);
    return new FramedPoolStep(
        buffers, framed, gradient, PoolSteps.pool("maxpool2d", arguments, inner));
  }

  @Override
  public void forward() {
    copy(outer.input(), framed);
    pool.forward();
  }

  @Override
  public void backward() {
    pool.backward();
    copy(framedGradient, outer.inputGradient());
  }

  /** Copies what two batches have in common, row by row. */
  private static void copy(INDArray from, INDArray to) {
    long columns = Math.min(from.size(2), to.size(2)) * from.size(3);
    FloatPointer source = HostTransfer.pointer(from);
    FloatPointer target = HostTransfer.pointer(to);
    long sourceStart = source.position();
    long targetStart = target.position();
    for (long image = 0; image < from.size(0); image++) {
      for (long row = 0; row < Math.min(from.size(1), to.size(1)); row++) {
        long a = (image * from.size(1) + row) * from.size(2) * from.size(3);
        long b = (image * to.size(1) + row) * to.size(2) * to.size(3);
        target
            .position(targetStart + b)
            .put(source.limit(sourceStart + a + columns).position(sourceStart + a));
      }
    }
    HostTransfer.written(to);
  }

  @Override
  public void close() {
    pool.close();
  }
}
