package phosphene.ascent;

import phosphene.network.Preprocessing;
import phosphene.spec.ColorSpace;
import phosphene.spec.Draws;
import phosphene.spec.Parameterization;

/**
 * The map from what the ascent moves to a square image before its colors and sigmoid: three planes
 * of {@code size x size}. Instances hold scratch arrays and serve one thread.
 */
interface ImageParameters {
  /** How many values are moved. */
  int count();

  /** Fills {@code values} with a random start. */
  void start(Draws draws, float[] values);

  /** Fills {@code planes} from {@code values}. */
  void forward(float[] values, float[] planes);

  /**
   * Fills {@code gradient} by value from {@code planes}, the gradient by plane at the values that
   * {@link #forward} was last given: the exact adjoint of its derivative.
   */
  void adjoint(float[] planes, float[] gradient);

  /**
   * For each value the number of its block: values of a block have gradients of about the same
   * size. All are one if nothing is known of them.
   */
  default int[] blocks() {
    return new int[count()];
  }

  /** The map that a recipe asks for. */
  static ImageParameters of(Parameterization asked, int size) {
    return asked instanceof Parameterization.Maco maco
        ? new PhaseSpectrum(size, maco.spectrum().table())
        : linear(asked, size);
  }

  /** The linear map that a recipe asks for. */
  static LinearParameters linear(Parameterization asked, int size) {
    if (asked instanceof Parameterization.Fourier fourier) {
      return new Spectrum(size, fourier.decay(), fourier.cut(), fourier.deviation());
    }
    if (asked instanceof Parameterization.Pixels pixels) {
      return new Plain(size, pixels.deviation());
    }
    throw new AssertionError(asked);
  }

  /** The color transform that a recipe asks for; of a network that sees no colors, gray. */
  static ColorTransform colorTransform(Parameterization asked, Preprocessing preprocessing) {
    if (preprocessing.isGrey()) {
      return ColorTransform.grey().within(asked.headroom());
    }
    return colors(asked.color()).within(asked.headroom());
  }

  private static ColorTransform colors(ColorSpace space) {
    return space == ColorSpace.DECORRELATED ? ColorTransform.decorrelated() : ColorTransform.rgb();
  }
}
