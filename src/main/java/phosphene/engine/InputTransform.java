package phosphene.engine;

import phosphene.network.Preprocessing;

/**
 * The way from planes of red, green and blue in 0..1 to a network's input, pixel by pixel, and its
 * adjoint.
 */
public final class InputTransform {
  private final int[] order;
  private final float[] mean;
  private final float scale;
  private final int area;

  public InputTransform(Preprocessing preprocessing, int area) {
    this.order = preprocessing.order().stream().mapToInt(Integer::intValue).toArray();
    this.mean = new float[order.length];
    for (int c = 0; c < mean.length; c++) {
      mean[c] = preprocessing.mean().get(c).floatValue();
    }
    this.scale = (float) (255 * preprocessing.scale());
    this.area = area;
  }

  /** Fills {@code input} (images x area x channels) from {@code planes} (images x 3 x area). */
  public void forward(float[] planes, float[] input) {
    int images = input.length / (area * order.length);
    for (int image = 0; image < images; image++) {
      for (int c = 0; c < order.length; c++) {
        int from = (image * Preprocessing.COLORS + order[c]) * area;
        int to = image * area * order.length + c;
        for (int i = 0; i < area; i++) {
          input[to + i * order.length] = scale * planes[from + i] - mean[c];
        }
      }
    }
  }

  /** Fills {@code planes} with the gradient by pixel, from {@code gradient} by input. */
  public void backward(float[] gradient, float[] planes) {
    java.util.Arrays.fill(planes, 0);
    int images = gradient.length / (area * order.length);
    for (int image = 0; image < images; image++) {
      for (int c = 0; c < order.length; c++) {
        int to = (image * Preprocessing.COLORS + order[c]) * area;
        int from = image * area * order.length + c;
        for (int i = 0; i < area; i++) {
          planes[to + i] += scale * gradient[from + i * order.length];
        }
      }
    }
  }
}
