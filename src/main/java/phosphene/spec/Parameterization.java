package phosphene.spec;

/** What the ascent moves instead of the pixels themselves; the image is its sigmoid. */
public sealed interface Parameterization {
  /** The color space. */
  ColorSpace color();

  /** Part of the range at either end that no color reaches, 0..0.25: 0 and 1 are never clipped. */
  double headroom();

  /**
   * An image by its spectrum: each frequency f is scaled by {@code 1 / max(f, 1 / max(w, h)) ^
   * decay} (Olah et al., Feature Visualization, 2017; lucid, optvis/param/spatial.py), and by
   * {@code 1 / (1 + (f / cut)^4)}.
   *
   * @param decay 0..4; larger is smoother
   * @param deviation standard deviation of the random start, more than 0
   * @param cut frequency in cycles a pixel from which on less and less is drawn, 0..1; 0: none
   */
  record Fourier(double decay, double deviation, ColorSpace color, double cut, double headroom)
      implements Parameterization {
    /** Lucid's: neither cut nor headroom. */
    public Fourier(double decay, double deviation, ColorSpace color) {
      this(decay, deviation, color, 0, 0);
    }

    public Fourier {
      Require.between("recipe.parameterization.fourier.cut", cut, 0, 1);
      Require.between("recipe.parameterization.fourier.headroom", headroom, 0, 0.25);
      Require.between("recipe.parameterization.fourier.decay", decay, 0, 4);
      Require.positive("recipe.parameterization.fourier.deviation", deviation);
    }
  }

  /**
   * An image by the phases of its spectrum, the magnitudes of which are given and stay (Fel et al.,
   * Unlocking Feature Visualization with MAgnitude Constrained Optimization, 2023). The phases
   * start at random. The mean of the image stays gray.
   */
  record Maco(NaturalSpectrum spectrum, ColorSpace color) implements Parameterization {
    @Override
    public double headroom() {
      return 0;
    }
  }

  /**
   * An image by its pixels.
   *
   * @param deviation standard deviation of the random start, more than 0
   */
  record Pixels(double deviation, ColorSpace color, double headroom) implements Parameterization {
    /** Without headroom. */
    public Pixels(double deviation, ColorSpace color) {
      this(deviation, color, 0);
    }

    public Pixels {
      Require.between("recipe.parameterization.pixels.headroom", headroom, 0, 0.25);
      Require.positive("recipe.parameterization.pixels.deviation", deviation);
    }
  }
}
