package phosphene.ascent;

import java.util.Arrays;

/**
 * How alike pictures are to a layer: the mean over all pairs of the cosine of their Gram matrices
 * {@code G = F'F}, F being positions x channels (lucid, optvis/objectives.py: diversity). The
 * product of two Gram matrices is the sum of the squares of {@code F F'}, which is the smaller of
 * the two forms where a layer has more channels than positions.
 *
 * @param area positions
 */
record GramSimilarity(int pictures, int area, int channels) {

  /** What is known of the pictures' activations. */
  private record Products(float[][][] matrices, double[][] products) {
    double cosine(int i, int j) {
      return products[i][j] / (length(i) * length(j));
    }

    double length(int i) {
      return Math.sqrt(products[i][i]) + 1e-10; // lucid's epsilon: of a layer that is silent
    }
  }

  private boolean wide() {
    return channels > area;
  }

  /** The mean cosine, 0 to 1 of layers that are rectified. */
  double value(float[][] layers) {
    Products known = products(layers);
    double sum = 0;
    for (int i = 0; i < pictures; i++) {
      for (int j = 0; j < pictures; j++) {
        sum += i == j ? 0 : known.cosine(i, j);
      }
    }
    return sum / pairs();
  }

  private int pairs() {
    return pictures * (pictures - 1);
  }

  /** Fills {@code gradients} with {@code factor} times the gradient by each picture's layer. */
  void gradient(float[][] layers, float factor, float[][] gradients) {
    Products known = products(layers);
    for (int i = 0; i < pictures; i++) {
      Arrays.fill(gradients[i], 0);
      for (int j = 0; j < pictures; j++) {
        if (i != j) {
          double lengths = known.length(i) * known.length(j);
          // A pair counts twice, and a product of Gram matrices grows by twice 2 F G.
          double share = 4 * (double) factor / pairs();
          add(layers, known, i, j, (float) (share / lengths), gradients[i]);
          double back = known.cosine(i, j) / (known.length(i) * known.length(i));
          add(layers, known, i, i, (float) (-share * back), gradients[i]);
        }
      }
    }
  }

  /** Adds {@code factor F_i G_j}. */
  private void add(
      float[][] layers, Products known, int i, int j, float factor, float[] gradient) {
    if (!wide()) {
      multiply(layers[i], known.matrices[j][0], channels, channels, factor, gradient);
    } else if (i <= j) {
      multiply(known.matrices[i][j], layers[j], area, channels, factor, gradient);
    } else {
      multiply(transposed(known.matrices[j][i]), layers[j], area, channels, factor, gradient);
    }
  }

  private Products products(float[][] layers) {
    float[][][] matrices = new float[pictures][][];
    double[][] products = new double[pictures][pictures];
    for (int i = 0; i < pictures; i++) {
      matrices[i] = wide() ? new float[pictures][] : new float[][] {gram(layers[i])};
    }
    for (int i = 0; i < pictures; i++) {
      for (int j = i; j < pictures; j++) {
        if (wide()) {
          matrices[i][j] = positions(layers[i], layers[j]);
          products[i][j] = dot(matrices[i][j], matrices[i][j]);
        } else {
          products[i][j] = dot(matrices[i][0], matrices[j][0]);
        }
        products[j][i] = products[i][j];
      }
    }
    return new Products(matrices, products);
  }

  private float[] gram(float[] layer) {
    float[] gram = new float[channels * channels];
    for (int at = 0; at < layer.length; at += channels) {
      for (int c = 0; c < channels; c++) {
        float value = layer[at + c];
        if (value != 0) { // a rectified layer is zero nearly everywhere
          for (int d = 0; d < channels; d++) {
            gram[c * channels + d] += value * layer[at + d];
          }
        }
      }
    }
    return gram;
  }

  /** The products of all positions of one picture with all of another. */
  private float[] positions(float[] first, float[] second) {
    float[] products = new float[area * area];
    multiply(first, turned(second), channels, area, 1, products);
    return products;
  }

  private float[] turned(float[] layer) {
    float[] turned = new float[layer.length];
    for (int p = 0; p < area; p++) {
      for (int c = 0; c < channels; c++) {
        turned[c * area + p] = layer[p * channels + c];
      }
    }
    return turned;
  }

  private float[] transposed(float[] square) {
    float[] transposed = new float[square.length];
    for (int row = 0; row < area; row++) {
      for (int column = 0; column < area; column++) {
        transposed[column * area + row] = square[row * area + column];
      }
    }
    return transposed;
  }

  /** Adds {@code factor a b}, a having rows of {@code inner} values and b of {@code width}. */
  private static void multiply(
      float[] a, float[] b, int inner, int width, float factor, float[] product) {
    for (int row = 0; row < a.length / inner; row++) {
      for (int k = 0; k < inner; k++) {
        float value = factor * a[row * inner + k];
        if (value != 0) {
          for (int column = 0; column < width; column++) {
            product[row * width + column] += value * b[k * width + column];
          }
        }
      }
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
