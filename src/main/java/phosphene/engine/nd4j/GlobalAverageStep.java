package phosphene.engine.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of each channel, summed in Java in row order so that it does not depend on the batch.
 */
final class GlobalAverageStep implements Step {
  private final NodeBuffers buffers;
  private final float[] values;
  private final float[] means;

  GlobalAverageStep(NodeBuffers buffers) {
    this.buffers = buffers;
    this.values = new float[(int) buffers.input().length()];
    this.means = new float[(int) buffers.output().length()];
  }

  @Override
  public void forward() {
    HostTransfer.copy(buffers.input(), values);
    int channels = channels();
    int area = area();
    java.util.Arrays.fill(means, 0);
    for (int row = 0; row < values.length / channels; row++) {
      int mean = row / area * channels;
      for (int c = 0; c < channels; c++) {
        means[mean + c] += values[row * channels + c];
      }
    }
    for (int i = 0; i < means.length; i++) {
      means[i] /= area;
    }
    HostTransfer.copy(means, buffers.output());
  }

  @Override
  public void backward() {
    HostTransfer.copy(buffers.outputGradient(), means);
    int channels = channels();
    int area = area();
    for (int row = 0; row < values.length / channels; row++) {
      int mean = row / area * channels;
      for (int c = 0; c < channels; c++) {
        values[row * channels + c] = means[mean + c] / area;
      }
    }
    HostTransfer.copy(values, buffers.inputGradient());
  }

  private int channels() {
    return (int) buffers.input().size(3);
  }

  private int area() {
    INDArray input = buffers.input();
    return (int) (input.size(1) * input.size(2));
  }

  @Override
  public void close() {}
}
