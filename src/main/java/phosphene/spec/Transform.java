package phosphene.spec;

import java.util.List;

/**
 * A disturbance of the image before the network sees it, drawn anew for each tile and look, so that
 * only what survives it grows (Olah et al., 2017). Lengths are pixels of the image.
 */
public sealed interface Transform {
  /** The side that it leaves, at scale 1, of an image of {@code side}. */
  default int side(int side) {
    return side;
  }

  /** How often the network looks at the image for one step; the gradients are added. */
  default int looks() {
    return 1;
  }

  /** What {@code transforms} leave of an image of {@code side}: the side that a network sees. */
  static int canvas(int side, List<Transform> transforms) {
    int canvas = drawn(side, transforms);
    for (Transform transform : transforms) {
      canvas = transform.side(canvas);
    }
    return canvas;
  }

  /** How often the network looks at the image for one step of an ascent with {@code transforms}. */
  static int looks(List<Transform> transforms) {
    return transforms.stream().mapToInt(Transform::looks).max().orElse(1);
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
    public int side(int side) {
      return side + 2 * pixels;
    }

    @Override
    public Transform scaled(double factor) {
      return new Pad(Transform.scaled(pixels, factor));
    }
  }

  /** A crop that is {@code pixels} smaller, at a random place. */
  record Jitter(int pixels) implements Transform {
    public Jitter {
      Require.between("recipe.transforms.jitter", pixels, 0, 4096);
    }

    @Override
    public int side(int side) {
      return side - pixels;
    }

    @Override
    public Transform scaled(double factor) {
      return new Jitter(Transform.scaled(pixels, factor));
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

  /**
   * A box of the image, at a random place and of random size, enlarged or reduced to {@code canvas}
   * pixels. Its side is on average {@code from} of the image's in the first step and {@code to} in
   * the last, in between by the share of the steps (Fel et al., Unlocking Feature Visualization
   * with MAgnitude Constrained Optimization, 2023).
   *
   * @param from share of the image's side, 0.01..1
   * @param to share of the image's side, 0.01..1
   * @param count boxes for one step, 1..64
   * @param canvas side of what the network sees, 16..4096
   */
  record Crops(double from, double to, int count, int canvas) implements Transform {
    public Crops {
      Require.between("recipe.transforms.crops.from", from, 0.01, 1);
      Require.between("recipe.transforms.crops.to", to, 0.01, 1);
      Require.between("recipe.transforms.crops.count", count, 1, 64);
      Require.between("recipe.transforms.crops.canvas", canvas, 16, 4096);
    }

    @Override
    public int side(int side) {
      return canvas;
    }

    @Override
    public int looks() {
      return count;
    }
  }

  /** Noise on what the network sees: uniform, with this standard deviation, of 1 for white. */
  record Noise(double deviation) implements Transform {
    public Noise {
      Require.between("recipe.transforms.noise", deviation, 0, 1);
    }
  }
}
