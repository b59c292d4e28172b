package phosphene.ascent;

import java.util.Arrays;
import phosphene.network.Preprocessing;
import phosphene.spec.ColorSpace;
import phosphene.spec.Parameterization;

/**
 * The linear map from what the ascent moves to a square image before its colors and sigmoid: three
 * planes of {@code size x size}. Instances hold scratch arrays and serve one thread.
 */
interface ImageParameters {
  /** How many values are moved. */
  int count();

  /** Fills {@code planes} from {@code values}. */
  void forward(float[] values, float[] planes);

  /**
   * Fills {@code gradient} by value from {@code planes}, the gradient by plane: the exact adjoint.
   */
  void adjoint(float[] planes, float[] gradient);

  /** Fills {@code values} such that {@link #forward} gives {@code planes}. */
  void inverse(float[] planes, float[] values);

  /** Fills {@code planes} such that {@link #adjoint} gives {@code gradient}. */
  void inverseAdjoint(float[] gradient, float[] planes);

  /**
   * For each value the number of its block, from 0 on without gaps: values of a block have
   * gradients of about the same size.
   */
  int[] blocks();

  /** True if the values are the planes, each of one place. */
  boolean placed();

  /** The map that a recipe asks for. */
  static ImageParameters of(Parameterization asked, int size) {
    if (asked instanceof Parameterization.Fourier fourier) {
      return new Spectrum(size, fourier.decay());
    }
    if (asked instanceof Parameterization.Pixels) {
      return new Plain(size);
    }
    throw new AssertionError(asked);
  }

  /** The spread of the random start that a recipe asks for. */
  static double deviation(Parameterization asked) {
    if (asked instanceof Parameterization.Fourier fourier) {
      return fourier.deviation();
    }
    if (asked instanceof Parameterization.Pixels pixels) {
      return pixels.deviation();
    }
    throw new AssertionError(asked);
  }

  /** Pixels as they are. */
  record Plain(int size) implements ImageParameters {
    @Override
    public int count() {
      return ColorTransform.COLORS * size * size;
    }

    @Override
    public void forward(float[] values, float[] planes) {
      System.arraycopy(values, 0, planes, 0, planes.length);
    }

    @Override
    public void adjoint(float[] planes, float[] gradient) {
      System.arraycopy(planes, 0, gradient, 0, gradient.length);
    }

    @Override
    public void inverse(float[] planes, float[] values) {
      System.arraycopy(planes, 0, values, 0, values.length);
    }

    @Override
    public void inverseAdjoint(float[] gradient, float[] planes) {
      System.arraycopy(gradient, 0, planes, 0, planes.length);
    }

    @Override
    public int[] blocks() {
      int[] blocks = new int[count()];
      Arrays.setAll(blocks, i -> i / (size * size));
      return blocks;
    }

    @Override
    public boolean placed() {
      return true;
    }
  }

  /** The color transform that a recipe asks for; of a network that sees no colors, gray. */
  static ColorTransform colorTransform(Parameterization asked, Preprocessing preprocessing) {
    if (preprocessing.isGrey()) {
      return ColorTransform.grey();
    }
    return asked.color() == ColorSpace.DECORRELATED
        ? ColorTransform.decorrelated()
        : ColorTransform.rgb();
  }
}
