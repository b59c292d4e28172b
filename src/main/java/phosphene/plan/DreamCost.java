package phosphene.plan;

import java.util.List;
import phosphene.network.Architecture;
import phosphene.network.Shape;
import phosphene.spec.DreamRecipe;
import phosphene.spec.Mix;
import phosphene.spec.SpecException;
import phosphene.spec.TileCuts;

/**
 * What the dreams of a mix cost, by the size of their photos.
 *
 * @param recipe of the dreams
 * @param terms of the mix
 * @param least shortest side in pixels that the network takes; shorter ones are lengthened
 * @param flopPerPixel floating point operations by which one pixel passes the network forward
 * @param arrayBytes of the heap for one whole tile beside its pixels: activations and gradients of
 *     the mix's layers, and what some layers take there
 * @param networkBytes all activations of the network up to there for one whole tile
 */
public record DreamCost(
    DreamRecipe recipe,
    int terms,
    int least,
    double flopPerPixel,
    long arrayBytes,
    long networkBytes) {
  private static final int OPERATIONS = 2; // of a multiply-add
  private static final int SCORES = 2; // of the photo and of its dream
  private static final int COLOURS = 3;
  private static final int PHOTO = 3; // bytes of a pixel of 8 bits a colour

  /**
   * The cost of a mix on a network.
   *
   * @throws SpecException if the network has no such layer or channel, or the layer takes images of
   *     one size only
   */
  public static DreamCost of(Architecture architecture, Mix mix, DreamRecipe recipe) {
    mix.terms().forEach(term -> Terms.check(architecture, term, "layers"));
    List<String> layers = mix.terms().stream().map(Mix.Term::layer).distinct().toList();
    Architecture cut = architecture.cut(layers);
    int least = cut.leastSide();
    int tile = Math.max(recipe.tile(), least);
    double multiplyAdds =
        cut.multiplyAdds(tile, tile).values().stream().mapToDouble(Long::doubleValue).sum();
    ActivationMemory memory = ActivationMemory.of(cut, tile, tile);
    return new DreamCost(
        recipe,
        mix.terms().size(),
        least,
        OPERATIONS * multiplyAdds / ((double) tile * tile),
        2
                * layers.stream()
                    .mapToLong(layer -> bytes(Terms.output(cut.cut(List.of(layer)), tile)))
                    .sum()
            + memory.heapBytes(),
        memory.deviceBytes());
  }

  private static long bytes(Shape shape) {
    return (long) shape.size() * Float.BYTES;
  }

  /** Operations of a whole dream: its steps, the weighing of its terms and its scores. */
  public double flop(int width, int height) {
    // A step passes the network forward and backward; terms are weighed forward, each back alone.
    long weighing = terms > 1 ? 1 + terms : 0;
    long passes = 2L * recipe.stride().steps() + weighing;
    double pixels = SCORES * (double) area(width, height);
    for (int octave = 0; octave < recipe.octaves().count(); octave++) {
      DreamRecipe.Octaves octaves = recipe.octaves();
      pixels += (double) passes * area(octaves.side(width, octave), octaves.side(height, octave));
    }
    return flopPerPixel * pixels;
  }

  /** Pixels that pass the network for an image, the margins of its tiles included. */
  private long area(int width, int height) {
    int tile = recipe.tile();
    return TileCuts.of(width, tile, least).seen() * TileCuts.of(height, tile, least).seen();
  }

  /**
   * Bytes of the heap that a dream takes beside its photo: three colours of dream and gradient, and
   * for one tile its pixels, their gradient and the device's copy of both, and the arrays of
   * layers.
   */
  public long heapBytes(int width, int height) {
    long tile = Math.max(recipe.tile(), least);
    long floats = COLOURS * (2L * width * height + 3 * tile * tile);
    return floats * Float.BYTES + arrayBytes;
  }

  /** As {@link #heapBytes}, of a photo of so many pixels, whatever its form, and the photo. */
  public double heapBytes(double pixels) {
    return pixels * (PHOTO + COLOURS * 2 * Float.BYTES) + heapBytes(0, 0);
  }

  /**
   * About what a session of a whole tile takes on the device beside the weights: all activations,
   * and as much again for gradients, whose memory is reused.
   */
  public long deviceBytes() {
    return 2 * networkBytes;
  }
}
