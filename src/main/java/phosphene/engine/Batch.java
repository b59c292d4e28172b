package phosphene.engine;

/** How many images go through the network together, and their size in pixels; each at least 1. */
public record Batch(int images, int height, int width) {
  public Batch {
    if (images < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "Invalid batch: " + images + " of " + width + "x" + height + " (must be at least 1)");
    }
  }
}
