package phosphene.primer;

import java.util.ArrayList;
import java.util.List;

/**
 * A figure on a plane of its own, in about -1..1 both ways.
 *
 * @param main its color, that a backdrop must differ from
 * @param outline of the whole, for a shadow or a contour
 * @param layers in the order of painting
 */
record Emblem(Rgb main, Field outline, List<Layer> layers) {
  // 1.6: corners of the square, turned, with a contour and a shadow
  private static final double REACH = 1.6;

  Emblem {
    layers = List.copyOf(layers);
  }

  /** A figure of one shape. */
  static Emblem of(RandomChoices random, Field shape, Rgb color) {
    return new Emblem(color, shape, List.of(new Layer(shape, Ink.body(random, color))));
  }

  void paint(Canvas canvas, Pose pose) {
    for (Layer layer : layers) {
      canvas.paint(layer, pose, REACH);
    }
  }

  /** The same with a contour or a shadow behind it, or as it is. */
  Emblem dressed(RandomChoices random) {
    double kind = random.between(0, 1);
    if (kind < 0.3) {
      Rgb color = random.chance(0.7) ? Colors.dark(random) : Colors.light(random);
      return behind(new Layer(outline.grown(random.between(0.06, 0.11)), color));
    }
    if (kind < 0.5) {
      Field shadow = outline.moved(random.within(0.15), random.between(0.06, 0.18));
      return behind(new Layer(shadow, Ink.of(Rgb.gray(0)), random.between(0.3, 0.6)));
    }
    return this;
  }

  private Emblem behind(Layer layer) {
    List<Layer> all = new ArrayList<>(List.of(layer));
    all.addAll(layers);
    return new Emblem(main, outline, all);
  }
}
