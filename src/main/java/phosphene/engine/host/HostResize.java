package phosphene.engine.host;

import java.util.Arrays;
import java.util.stream.IntStream;
import phosphene.network.Interpolation.Taps;
import phosphene.network.Resize;
import phosphene.network.Shape;

/** Every channel at another size: each pixel a weighted sum of some of the input's. */
final class HostResize implements HostLayer {
  private final Shape in;
  private final Taps[] rows;
  private final Taps[] columns;
  private final double beyond;

  HostResize(Resize layer, Shape in, Shape out) {
    this.in = in;
    this.rows = taps(layer, layer.rows(), in.height(), out.height());
    this.columns = taps(layer, layer.columns(), in.width(), out.width());
    this.beyond = layer.interpolation().beyond();
  }

  private static Taps[] taps(Resize layer, Resize.Scaling scaling, int size, int outputs) {
    return IntStream.range(0, outputs)
        .mapToObj(at -> layer.interpolation().taps(scaling, size, at))
        .toArray(Taps[]::new);
  }

  /**
   * What is done with a pixel of the output and one of the input, by where their channels start.
   */
  private interface Pair {
    void meet(int output, int input, double weight);
  }

  @Override
  public void forward(float[][] inputs, float[] output) {
    int channels = in.channels();
    double[] sums = new double[output.length];
    fillBeyond(sums);
    pairs(
        (to, from, weight) -> {
          for (int c = 0; c < channels; c++) {
            sums[to + c] += weight * inputs[0][from + c];
          }
        });
    for (int i = 0; i < sums.length; i++) {
      output[i] = (float) sums[i];
    }
  }

  @Override
  public void backward(float[][] inputs, float[] outputGradient, float[][] inputGradients) {
    int channels = in.channels();
    double[] sums = new double[in.size()];
    pairs(
        (from, to, weight) -> {
          for (int c = 0; c < channels; c++) {
            sums[to + c] += weight * outputGradient[from + c];
          }
        });
    for (int i = 0; i < sums.length; i++) {
      inputGradients[0][i] = (float) sums[i];
    }
  }

  private void fillBeyond(double[] sums) {
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < columns.length; x++) {
        if (rows[y].weights().length == 0 || columns[x].weights().length == 0) {
          int start = (y * columns.length + x) * in.channels();
          Arrays.fill(sums, start, start + in.channels(), beyond);
        }
      }
    }
  }

  private void pairs(Pair pair) {
    int output = 0;
    for (Taps row : rows) {
      for (Taps column : columns) {
        for (int y = 0; y < row.weights().length; y++) {
          int start = row.pixel(y, in.height()) * in.width();
          for (int x = 0; x < column.weights().length; x++) {
            int input = (start + column.pixel(x, in.width())) * in.channels();
            pair.meet(output, input, row.weights()[y] * column.weights()[x]);
          }
        }
        output += in.channels();
      }
    }
  }
}
