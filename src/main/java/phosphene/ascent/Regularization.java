package phosphene.ascent;

import java.util.List;
import phosphene.spec.Regularizer;

/** The regularizers of a recipe on square images of {@code size}. */
record Regularization(List<Regularizer> regularizers, int size) {
  private static final float GREY = 0.5f;

  /** The sum of all, each times its weight, of an image; what blurs has no part in it. */
  double value(float[] rgb) {
    double value = 0;
    for (Regularizer one : regularizers) {
      if (one instanceof Regularizer.TotalVariation tv) {
        value += tv.weight() * variation(rgb);
      } else if (one instanceof Regularizer.L1 l1) {
        for (float level : rgb) {
          value += l1.weight() * Math.abs(level - GREY);
        }
      } else if (one instanceof Regularizer.L2 l2) {
        for (float level : rgb) {
          value += l2.weight() * (level - GREY) * (level - GREY) / 2;
        }
      } else if (!(one instanceof Regularizer.Blur)) {
        throw new AssertionError(one);
      }
    }
    return value;
  }

  private double variation(float[] rgb) {
    double sum = 0;
    for (int i = 0; i < rgb.length; i++) {
      sum += hasRight(i) ? Math.abs(rgb[i + 1] - rgb[i]) : 0;
      sum += hasBelow(i) ? Math.abs(rgb[i + size] - rgb[i]) : 0;
    }
    return sum;
  }

  private boolean hasRight(int pixel) {
    return pixel % size < size - 1;
  }

  private boolean hasBelow(int pixel) {
    return pixel / size % size < size - 1;
  }

  /** Takes the gradient of {@link #value} from an objective's, in units of that one's mean size. */
  void restrain(float[] rgb, float[] gradient) {
    if (regularizers.isEmpty()) {
      return;
    }
    double scale = GradientSize.of(gradient, 0, gradient.length);
    for (Regularizer one : regularizers) {
      if (one instanceof Regularizer.TotalVariation tv) {
        smooth(rgb, (float) (scale * tv.weight()), gradient);
      } else if (one instanceof Regularizer.L1 l1) {
        for (int i = 0; i < rgb.length; i++) {
          gradient[i] -= (float) (scale * l1.weight()) * Math.signum(rgb[i] - GREY);
        }
      } else if (one instanceof Regularizer.L2 l2) {
        for (int i = 0; i < rgb.length; i++) {
          gradient[i] -= (float) (scale * l2.weight()) * (rgb[i] - GREY);
        }
      }
    }
  }

  private void smooth(float[] rgb, float weight, float[] gradient) {
    for (int i = 0; i < rgb.length; i++) {
      if (hasRight(i)) {
        approach(rgb, i, i + 1, weight, gradient);
      }
      if (hasBelow(i)) {
        approach(rgb, i, i + size, weight, gradient);
      }
    }
  }

  private static void approach(float[] rgb, int one, int other, float weight, float[] gradient) {
    float step = weight * Math.signum(rgb[other] - rgb[one]);
    gradient[one] += step;
    gradient[other] -= step;
  }

  /** Blurs planes as is due after a step of that number. */
  void blur(float[] planes, int steps) {
    for (Regularizer one : regularizers) {
      if (one instanceof Regularizer.Blur blur && steps % blur.every() == 0) {
        new Blur(blur.sigma(), size, size).smooth(planes);
      }
    }
  }

  /** True if a step of that number is followed by a blur. */
  boolean blurs(int steps) {
    return regularizers.stream()
        .anyMatch(one -> one instanceof Regularizer.Blur blur && steps % blur.every() == 0);
  }
}
