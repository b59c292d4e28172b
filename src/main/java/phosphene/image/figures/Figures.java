package phosphene.image.figures;

import java.io.Serializable;
import java.util.List;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Raster;

/**
 * Figures of a finished picture, of its values in whole levels of 8 bits: those of a file are those
 * of the picture that it was written from. A flat picture has neither high frequencies nor
 * roughness nor coherence: they are 0.
 *
 * @param highFrequencies the share of the luma's power beyond {@value #HIGH} cycles a pixel, of all
 *     but its mean: 0 to 1. White noise has about 0.8, photos 0.074 at 64 pixels and 0.050 at 128
 * @param border {@link Border#roughness}: photos have 0.8
 * @param clipped the share of values that are 0 or 255: 0 to 1
 * @param colors the dominant ones, the largest first
 */
public record Figures(
    double highFrequencies,
    double border,
    double clipped,
    List<ColorShare> colors,
    Orientation orientation)
    implements Serializable {
  /** Half of the largest frequency along an axis: a period of four pixels. */
  static final double HIGH = 0.25;

  public Figures {
    colors = List.copyOf(colors);
  }

  /** Of a picture as an 8-bit file holds it. */
  public static Figures of(Raster picture) {
    Raster raster = levels(picture);
    LumaPlane luma = LumaPlane.of(raster);
    List<ColorShare> colors = DominantColors.of(raster);
    if (luma.flat()) {
      return new Figures(0, 0, clipped(raster), colors, new Orientation(0, 0));
    }
    PowerSpectrum spectrum = PowerSpectrum.of(luma);
    return new Figures(
        highFrequencies(spectrum),
        Border.roughness(luma),
        clipped(raster),
        colors,
        Orientation.of(spectrum));
  }

  private static Raster levels(Raster picture) {
    float[] planes = new float[picture.planes().length];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = Levels.level(picture.planes()[i]) / 255f;
    }
    return new Raster(picture.width(), picture.height(), planes);
  }

  private static double highFrequencies(PowerSpectrum spectrum) {
    double[] sums = new double[2];
    spectrum.each(
        (across, down, power) -> {
          sums[0] += power;
          sums[1] += across * across + down * down > HIGH * HIGH ? power : 0;
        });
    return sums[0] == 0 ? 0 : sums[1] / sums[0];
  }

  private static double clipped(Raster raster) {
    int ends = 0;
    for (float value : raster.planes()) {
      ends += value == 0 || value == 1 ? 1 : 0;
    }
    return (double) ends / raster.planes().length;
  }
}
