package phosphene.engine.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of each channel, summed in Java in row order so that it does not depend on the batch.
 */
final class GlobalAverageStep implements Step {
  private final NodeBuffers wires;
  private final float[] values;
  private final float[] means;

  GlobalAverageStep(NodeBuffers wires) {
    this.wires = wires;
    this.values = new float[(int) wires.input().length()];
    this.means = new float[(int) wires.output().length()];
  }

  @Override
  public void forward() {
    HostTransfer.copy(wires.input(), values);
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
    HostTransfer.copy(means, wires.output());
  }

  @Override
  public void backward() {
    HostTransfer.copy(wires.outputSlope(), means);
    int channels = channels();
    int area = area();
    for (int row = 0; row < values.length / channels; row++) {
      int mean = row / area * channels;
      for (int c = 0; c < channels; c++) {
        values[row * channels + c] = means[mean + c] / area;
      }
    }
    HostTransfer.copy(values, wires.inputSlope());
  }

  private int channels() {
    return (int) wires.input().size(3);
  }

  private int area() {
    INDArray input = wires.input();
    return (int) (input.size(1) * input.size(2));
  }

  @Override
  public void close() {}
}
