package phosphene.spec;

/** What the ascent moves instead of the pixels themselves; the image is its sigmoid. */
public sealed interface Parameterization {
  /** The color space. */
  ColorSpace color();

  /**
   * An image by its spectrum: each frequency f is scaled by {@code 1 / max(f, 1 / max(w, h)) ^
   * decay} (Olah et al., Feature Visualization, 2017; lucid, optvis/param/spatial.py).
   *
   * @param decay 0..4; larger is smoother
   * @param deviation standard deviation of the random start, more than 0
   */
  record Fourier(double decay, double deviation, ColorSpace color) implements Parameterization {
    public Fourier {
      Require.between("recipe.parameterization.fourier.decay", decay, 0, 4);
      Require.positive("recipe.parameterization.fourier.deviation", deviation);
    }
  }

  /**
   * An image by the phases of its spectrum, the magnitudes of which are given and stay (Fel et al.,
   * Unlocking Feature Visualization with MAgnitude Constrained Optimization, 2023). The phases
   * start at random. The mean of the image stays gray.
   */
  record Maco(NaturalSpectrum spectrum, ColorSpace color) implements Parameterization {}

  /**
   * An image by its pixels.
   *
   * @param deviation standard deviation of the random start, more than 0
   */
  record Pixels(double deviation, ColorSpace color) implements Parameterization {
    public Pixels {
      Require.positive("recipe.parameterization.pixels.deviation", deviation);
    }
  }
}
