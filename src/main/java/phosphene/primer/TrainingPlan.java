package phosphene.primer;

import java.util.Locale;
import phosphene.spec.Seed;
import phosphene.spec.SpecException;

/**
 * How long and from which seed a network is trained.
 *
 * @param seed of the first weights, the images and their augmentation
 * @param images images to train on; each is seen once
 * @param batch images in a step
 */
public record TrainingPlan(Seed seed, int images, int batch) {
  /** Images in a step unless a test asks for less. */
  public static final int BATCH = 32;

  /** Adam's rate at its peak. */
  static final double RATE = 4e-3;

  /** The part of the steps in which the rate increases; it falls linearly to zero after them. */
  static final double WARM_UP = 0.04;

  /** Decoupled weight decay (Loshchilov and Hutter, 2019), as a factor of the rate. */
  static final double DECAY = 0.1;

  /**
   * The part of the images, the last ones, that train as they are: weights and the statistics of
   * normalization come to fit the images that it will be asked about.
   */
  static final double PLAIN = 0.15;

  public TrainingPlan {
    if (images < batch) {
      throw new SpecException(
          String.format(Locale.ROOT, "Invalid --images: %d (must be at least %d)", images, batch));
    }
  }

  /** All that decides the outcome, in one line. */
  String text() {
    return String.format(
        Locale.ROOT,
        "seed %d, %,d images, batches of %d, rate %s, warm-up %s, decay %s",
        seed.value(),
        images,
        batch,
        RATE,
        WARM_UP,
        DECAY);
  }

  /** True of images that are augmented: all but those of the end. */
  boolean augments(long place) {
    return place < (1 - PLAIN) * images;
  }

  /** Steps of training. */
  int steps() {
    return images / batch;
  }
}
