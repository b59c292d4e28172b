package phosphene.spec;

import java.util.List;

/**
 * A disturbance of the image before the network sees it, drawn anew for each tile and step, so that
 * only what survives it grows (Olah et al., 2017). Lengths are pixels of the image.
 */
public sealed interface Transform {
  /** Pixels by which the image grows (or shrinks, if less than 0) in each direction. */
  default int growth() {
    return 0;
  }

  /** Pixels on each side that the ascent draws beyond the picture that is kept. */
  default int beyond() {
    return 0;
  }

  /** This for an image that is smaller by {@code factor}: lengths shrink with it. */
  default Transform scaled(double factor) {
    return this; // factors and angles have no length
  }

  private static int scaled(int pixels, double factor) {
    return (int) Math.round(factor * pixels);
  }

  /** What the transforms leave of an image of {@code size} pixels: what a network sees of it. */
  static int canvas(int size, List<Transform> transforms) {
    return drawn(size, transforms) + transforms.stream().mapToInt(Transform::growth).sum();
  }

  /** The size of the image that is drawn, of which the middle {@code size} pixels are kept. */
  static int drawn(int size, List<Transform> transforms) {
    return size + 2 * transforms.stream().mapToInt(Transform::beyond).sum();
  }

  /**
   * A border of {@code pixels} on each side that is drawn like the rest of the image and cut off in
   * the end, 0 or more: what the image's own border does to the ascent is not seen.
   */
  record Margin(int pixels) implements Transform {
    public Margin {
      Require.between("recipe.transforms.margin", pixels, 0, 4096);
    }

    @Override
    public Transform scaled(double factor) {
      return new Margin(Transform.scaled(pixels, factor));
    }

    @Override
    public int beyond() {
      return pixels;
    }
  }

  /** A grey border (0.5) of {@code pixels} on each side, 0 or more. */
  record Pad(int pixels) implements Transform {
    public Pad {
      Require.between("recipe.transforms.pad", pixels, 0, 4096);
    }

    @Override
    public Transform scaled(double factor) {
      return new Pad(Transform.scaled(pixels, factor));
    }

    @Override
    public int growth() {
      return 2 * pixels;
    }
  }

  /** A crop that is {@code pixels} smaller, at a random place. */
  record Jitter(int pixels) implements Transform {
    public Jitter {
      Require.between("recipe.transforms.jitter", pixels, 0, 4096);
    }

    @Override
    public Transform scaled(double factor) {
      return new Jitter(Transform.scaled(pixels, factor));
    }

    @Override
    public int growth() {
      return -pixels;
    }
  }

  /** A random factor between {@code low} and {@code high}, about the centre. */
  record Scale(double low, double high) implements Transform {
    public Scale {
      Require.between("recipe.transforms.scale low", low, 0.1, 10);
      Require.between("recipe.transforms.scale high", high, low, 10);
    }
  }

  /** A random angle between {@code -degrees} and {@code degrees}, about the centre. */
  record Rotate(double degrees) implements Transform {
    public Rotate {
      Require.between("recipe.transforms.rotate", degrees, 0, 180);
    }
  }
}
