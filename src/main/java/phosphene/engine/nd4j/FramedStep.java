package phosphene.engine.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A step that reads its input in a frame: windows that ND4J cannot place are placed in a larger
 * image. So is Caffe's ceil mode where it reaches over the image in one direction and not in the
 * other, and padding that differs from side to side.
 */
final class FramedStep implements Step {
  private final Part outer;
  private final Part outerGradient;
  private final Part framed;
  private final Part framedGradient;
  private final Step inner;

  /**
   * A larger image.
   *
   * @param top rows of it above the image
   * @param left columns of it left of the image
   * @param fill the value of the pixels around the image
   */
  record Frame(int top, int left, int rows, int columns, float fill) {}

  /** A part of a batch, as large as the image: where it begins. */
  private record Part(INDArray batch, int top, int left) {}

  private FramedStep(NodeBuffers outer, Frame frame, NodeBuffers inner, Step step) {
    this.outer = new Part(outer.input(), 0, 0);
    this.outerGradient = new Part(outer.inputGradient(), 0, 0);
    this.framed = new Part(inner.input(), frame.top, frame.left);
    this.framedGradient = new Part(inner.inputGradient(), frame.top, frame.left);
    this.inner = step;
  }

  /**
   * A step within a frame.
   *
   * @param inner makes the step of the buffers whose input is framed
   */
  static Step of(NodeBuffers buffers, Frame frame, Function<NodeBuffers, Step> inner) {
    INDArray input = buffers.input();
    INDArray framed =
        buffers.session().keep(input.size(0), frame.rows, frame.columns, input.size(3));
    if (frame.fill != 0) {
      float[] filled = new float[(int) framed.length()];
      Arrays.fill(filled, frame.fill);
      HostTransfer.copy(filled, framed);
    }
    INDArray gradient = buffers.session().take(framed.shape());
    NodeBuffers within =
        new NodeBuffers(
            buffers.node(),
            List.of(framed),
            buffers.output(),
            List.of(gradient),
            buffers.outputGradient(),
            buffers.weights(),
            buffers.session());
    Step step = inner.apply(within);
    buffers.session().give(gradient);
    return new FramedStep(buffers, frame, within, step);
  }

  @Override
  public void forward() {
    copy(outer, framed);
    inner.forward();
  }

  @Override
  public void backward() {
    inner.backward();
    copy(framedGradient, outerGradient);
  }

  /** Copies as much as the image is large, row by row. */
  private void copy(Part from, Part to) {
    INDArray image = outer.batch;
    long length = image.size(2) * image.size(3);
    FloatPointer source = HostTransfer.pointer(from.batch);
    FloatPointer target = HostTransfer.pointer(to.batch);
    long sourceStart = source.position();
    long targetStart = target.position();
    for (int i = 0; i < image.size(0); i++) {
      for (int row = 0; row < image.size(1); row++) {
        long start = sourceStart + place(from, i, row);
        target
            .position(targetStart + place(to, i, row))
            .put(source.limit(start + length).position(start));
      }
    }
    HostTransfer.written(to.batch);
  }

  private static long place(Part part, int image, int row) {
    INDArray batch = part.batch;
    return ((image * batch.size(1) + part.top + row) * batch.size(2) + part.left) * batch.size(3);
  }

  @Override
  public void close() {
    inner.close();
  }
}
