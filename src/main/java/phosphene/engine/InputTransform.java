package phosphene.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import phosphene.network.Preprocessing;

/**
 * The way from planes of red, green and blue in 0..1 to a network's input, pixel by pixel, and its
 * adjoint.
 */
public final class InputTransform {
  private final List<List<Double>> shares = new ArrayList<>();
  private final int[] order;
  private final float[] mean;
  private final float[] scale;
  private final int area;

  public InputTransform(Preprocessing preprocessing, int area) {
    this.order = preprocessing.order().stream().mapToInt(Integer::intValue).toArray();
    this.mean = new float[order.length];
    this.scale = new float[order.length];
    for (int c = 0; c < mean.length; c++) {
      mean[c] = preprocessing.mean().get(c).floatValue();
      scale[c] = (float) (255 * preprocessing.scale().get(c));
      shares.add(preprocessing.shares(c));
    }
    this.area = area;
  }

  /** Fills {@code input} (images x area x channels) from {@code planes} (images x 3 x area). */
  public void forward(float[] planes, float[] input) {
    int images = input.length / (area * order.length);
    for (int image = 0; image < images; image++) {
      for (int c = 0; c < order.length; c++) {
        int to = image * area * order.length + c;
        if (order[c] == Preprocessing.GREY) {
          grey(planes, image, c, input);
          continue;
        }
        int from = (image * Preprocessing.COLORS + order[c]) * area;
        for (int i = 0; i < area; i++) {
          input[to + i * order.length] = scale[c] * planes[from + i] - mean[c];
        }
      }
    }
  }

  private void grey(float[] planes, int image, int c, float[] input) {
    List<Double> share = shares.get(c);
    int red = image * Preprocessing.COLORS * area;
    int to = image * area * order.length + c;
    for (int i = 0; i < area; i++) {
      double luma =
          share.get(0) * planes[red + i]
              + share.get(1) * planes[red + area + i]
              + share.get(2) * planes[red + 2 * area + i];
      input[to + i * order.length] = scale[c] * (float) luma - mean[c];
    }
  }

  /** Fills {@code planes} with the gradient by pixel, from {@code gradient} by input. */
  public void backward(float[] gradient, float[] planes) {
    Arrays.fill(planes, 0);
    int images = gradient.length / (area * order.length);
    for (int image = 0; image < images; image++) {
      for (int c = 0; c < order.length; c++) {
        for (int color = 0; color < Preprocessing.COLORS; color++) {
          float share = shares.get(c).get(color).floatValue();
          if (share != 0) {
            add(gradient, image, c, share * scale[c], planes, color);
          }
        }
      }
    }
  }

  private void add(float[] gradient, int image, int c, float factor, float[] planes, int color) {
    int to = (image * Preprocessing.COLORS + color) * area;
    int from = image * area * order.length + c;
    for (int i = 0; i < area; i++) {
      planes[to + i] += factor * gradient[from + i * order.length];
    }
  }
}
