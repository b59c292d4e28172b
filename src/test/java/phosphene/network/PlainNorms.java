package phosphene.network;

import phosphene.network.PlainForward.Tensor;

/** Layers that divide values by what others are, by plain loops. */
final class PlainNorms {
  private PlainNorms() {}

  /** Fills {@code out} by a layer with weights. */
  static void apply(Layer layer, Weights weights, Tensor in, Tensor out) {
    if (layer instanceof Scale) {
      System.arraycopy(in.values(), 0, out.values(), 0, in.values().length);
    } else if (layer instanceof LayerNormalization norm) {
      for (int i = 0; i < in.shape().area(); i++) {
        normalize(in, out, i, in.shape().area(), in.shape().channels(), norm.epsilon());
      }
    } else if (layer instanceof GroupNormalization norm) {
      int size = in.values().length / norm.groups();
      for (int group = 0; group < norm.groups(); group++) {
        normalize(in, out, group * size, 1, size, norm.epsilon());
      }
    } else {
      throw new AssertionError(layer);
    }
    for (int i = 0; i < out.values().length; i++) {
      int c = i / out.shape().area();
      out.values()[i] = out.values()[i] * weights.kernel()[c] + weights.bias()[c];
    }
  }

  /** Fills {@code out} by a layer without weights. */
  static void apply(Layer layer, Tensor in, Tensor out) {
    if (layer instanceof LocalResponseNorm norm) {
      normalize(norm, in, out);
    } else if (layer instanceof Softmax) {
      for (int i = 0; i < in.shape().area(); i++) {
        exponentiate(in, out, i);
      }
    } else {
      throw new AssertionError(layer);
    }
  }

  /** Values {@code first}, {@code first + step} ...: less their mean, by their deviation. */
  private static void normalize(
      Tensor in, Tensor out, int first, int step, int count, double epsilon) {
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += in.values()[first + i * step] / count;
    }
    double variance = 0;
    for (int i = 0; i < count; i++) {
      double apart = in.values()[first + i * step] - mean;
      variance += apart * apart / count;
    }
    for (int i = 0; i < count; i++) {
      double apart = in.values()[first + i * step] - mean;
      out.values()[first + i * step] = apart / Math.sqrt(variance + epsilon);
    }
  }

  private static void exponentiate(Tensor in, Tensor out, int position) {
    int area = in.shape().area();
    double most = Double.NEGATIVE_INFINITY;
    for (int i = position; i < in.values().length; i += area) {
      most = Math.max(most, in.values()[i]);
    }
    double sum = 0;
    for (int i = position; i < in.values().length; i += area) {
      out.values()[i] = Math.exp(in.values()[i] - most);
      sum += out.values()[i];
    }
    for (int i = position; i < in.values().length; i += area) {
      out.values()[i] /= sum;
    }
  }

  private static void normalize(LocalResponseNorm norm, Tensor in, Tensor out) {
    int area = in.shape().area();
    for (int i = 0; i < in.values().length; i++) {
      int c = i / area;
      double sum = 0;
      for (int j = Math.max(0, c - norm.size() / 2);
          j <= Math.min(in.shape().channels() - 1, c + norm.size() / 2);
          j++) {
        double neighbour = in.values()[i + (j - c) * area];
        sum += neighbour * neighbour;
      }
      out.values()[i] =
          in.values()[i] / Math.pow(norm.k() + norm.alpha() / norm.size() * sum, norm.beta());
    }
  }
}
