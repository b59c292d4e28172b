package phosphene.primer;

import phosphene.image.Raster;
import phosphene.spec.Draws;
import phosphene.spec.Seed;

/** An endless row of labelled pictures, each a pure function of its place. */
interface Examples {
  Example at(long place);

  /** Specimens of all classes in turn, so that any row of them is balanced. */
  static Examples specimens(Seed seed) {
    int classes = Specimens.names().size();
    return place -> {
      int label = (int) Math.floorMod(place, (long) classes);
      return new Example(Specimens.draw(label, seed.derive(place)), label);
    };
  }

  /** The first {@code count} of these, over and over. */
  default Examples repeated(int count) {
    return place -> at(place % count);
  }

  /** These pictures with labels that have nothing to do with them. */
  default Examples mislabelled(Seed seed) {
    int last = Specimens.names().size() - 1;
    return place -> new Example(at(place).picture(), new Draws(seed.derive(place)).upTo(last));
  }

  /** Pictures of noise (each value uniform in 0..1) with the labels of specimens. */
  static Examples noise(Seed seed) {
    int classes = Specimens.names().size();
    return place -> {
      Draws draws = new Draws(seed.derive(place));
      float[] planes = new float[3 * Specimens.SIZE * Specimens.SIZE];
      for (int i = 0; i < planes.length; i++) {
        planes[i] = (float) draws.between(0, 1);
      }
      Raster picture = new Raster(Specimens.SIZE, Specimens.SIZE, planes);
      return new Example(picture, (int) Math.floorMod(place, (long) classes));
    };
  }
}
