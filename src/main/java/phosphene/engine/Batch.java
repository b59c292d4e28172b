package phosphene.engine;

/**
 * How many images go through the network together, and their size in pixels; each at least 1.
 *
 * @param company whether an image must have the same values whatever the number of images
 */
public record Batch(int images, int height, int width, Company company) {
  /** With whom an image passes. */
  public enum Company {
    /**
     * With any number of others, or with none: its values do not depend on that to the last bit.
     */
    ANY,
    /**
     * As {@link #ANY}, mostly with few: an image that comes without others is not to take much
     * longer for the sake of equal bits.
     */
    FEW,
    /** Always alone, as a flight's frames do: free to be computed in the order that is fastest. */
    NONE
  }

  public Batch {
    if (images < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "Invalid batch: " + images + " of " + width + "x" + height + " (must be at least 1)");
    }
    if (images > 1 && company == Company.NONE) {
      throw new IllegalArgumentException("Invalid batch: " + images + " images, each alone");
    }
  }

  /** A batch whose values do not depend on the number of images. */
  public Batch(int images, int height, int width) {
    this(images, height, width, Company.ANY);
  }

  /** Images of which there may be few, such as a user's photos. */
  public static Batch few(int images, int height, int width) {
    return new Batch(images, height, width, Company.FEW);
  }

  /** One image that always passes alone. */
  public static Batch alone(int height, int width) {
    return new Batch(1, height, width, Company.NONE);
  }
}
