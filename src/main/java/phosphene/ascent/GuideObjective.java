package phosphene.ascent;

import java.util.Arrays;

/**
 * The products of each position's vector of activations with that vector of a guide photo with
 * which the product is largest (google/deepdream's objective_guide). Instances hold scratch arrays
 * and serve one thread.
 */
final class GuideObjective implements LayerObjective {
  // 32 x 32, a guide of 512 pixels at stride 16. More cost memory and, below stride 8, more than
  // the network itself.
  private static final int MOST_VECTORS = 1024;

  private final Band band;
  private final int vectors;
  private final float[] guide;
  private final float[] products;

  /**
   * @param activations of the guide; of more than 1024 positions that many are taken, evenly spread
   */
  GuideObjective(Band band, float[] activations) {
    int positions = activations.length / band.channels();
    this.band = band;
    this.vectors = Math.min(MOST_VECTORS, positions);
    this.guide = new float[band.count() * vectors];
    this.products = new float[vectors];
    for (int v = 0; v < vectors; v++) {
      int position = (int) ((long) v * positions / vectors);
      for (int c = 0; c < band.count(); c++) {
        guide[c * vectors + v] = activations[position * band.channels() + band.first() + c];
      }
    }
  }

  @Override
  public double total(float[] values) {
    double total = 0;
    for (int at = band.first(); at < values.length; at += band.channels()) {
      total += products[best(values, at)];
    }
    return total;
  }

  @Override
  public void addGradient(float[] values, float factor, float[] gradient) {
    for (int at = band.first(); at < values.length; at += band.channels()) {
      int best = best(values, at);
      for (int c = 0; c < band.count(); c++) {
        gradient[at + c] += factor * guide[c * vectors + best];
      }
    }
  }

  /** The vector with the largest product, the first of equal ones; fills the products. */
  private int best(float[] values, int at) {
    Arrays.fill(products, 0);
    for (int c = 0; c < band.count(); c++) {
      float value = values[at + c];
      if (value != 0) { // a rectified layer is zero nearly everywhere
        int row = c * vectors;
        for (int v = 0; v < vectors; v++) {
          products[v] += value * guide[row + v];
        }
      }
    }
    int best = 0;
    for (int v = 1; v < vectors; v++) {
      if (products[v] > products[best]) {
        best = v;
      }
    }
    return best;
  }
}
