package phosphene.primer;

import phosphene.image.pixel.Raster;
import phosphene.spec.Draws;
import phosphene.spec.Seed;

/** An endless row of labeled images, each a pure function of its place. */
interface Examples {
  Example at(long place);

  /** Examples of all classes in turn: any row of them is balanced. */
  static Examples inTurn(Seed seed) {
    int classes = ImageClasses.names().size();
    return place -> example((int) Math.floorMod(place, (long) classes), seed.derive(place));
  }

  /**
   * Examples of random classes. Batches of classes in turn would differ in their classes by a rule,
   * and batch normalization would let a network learn the rule instead of the images.
   */
  static Examples random(Seed seed) {
    return place -> {
      Seed own = seed.derive(place);
      return example(label(own.derive(0)), own.derive(1));
    };
  }

  private static Example example(int label, Seed seed) {
    return new Example(ImageClasses.draw(label, seed), label);
  }

  private static int label(Seed seed) {
    return new Draws(seed).upTo(ImageClasses.names().size() - 1);
  }

  /** The first {@code count} of these, over and over. */
  default Examples repeated(int count) {
    return place -> at(place % count);
  }

  /** These images with labels that have nothing to do with them. */
  default Examples mislabeled(Seed seed) {
    return place -> new Example(at(place).image(), label(seed.derive(place)));
  }

  /** Images of noise (each value uniform in 0..1) with random labels. */
  static Examples noise(Seed seed) {
    return place -> {
      Seed own = seed.derive(place);
      Draws draws = new Draws(own.derive(1));
      float[] planes = new float[3 * ImageClasses.SIZE * ImageClasses.SIZE];
      for (int i = 0; i < planes.length; i++) {
        planes[i] = (float) draws.between(0, 1);
      }
      return new Example(
          new Raster(ImageClasses.SIZE, ImageClasses.SIZE, planes), label(own.derive(0)));
    };
  }
}
