package phosphene.cluster;

import java.util.Locale;
import phosphene.image.Extent;
import phosphene.image.Films;
import phosphene.image.Photos;
import phosphene.image.Raster;
import phosphene.image.UnreadableImageException;
import phosphene.image.UnreadableImageException.Reason;

/**
 * Opens files of photos as small pictures, one after the other where the heap has no room for two.
 *
 * @param pixelLimit the most pixels that a file may have
 * @param done hears of each
 */
record Miniatures(long pixelLimit, WorkCount done) {

  /**
   * A picture of a file, shrunk to fit a square.
   *
   * @param longest side of that in pixels
   * @throws UnreadableImageException if it is no picture, or one that the heap cannot hold
   */
  Raster open(byte[] file, int longest) {
    done.goOn();
    Extent extent = Photos.extent(file, pixelLimit);
    HeapGate gate = HeapGate.ofProcess();
    long needed = file.length + extent.decodingBytes();
    if (needed > gate.capacity()) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE, "Cannot decode image: " + narrow(needed, gate.capacity()));
    }
    HeapGate.Pass pass = gate.enter(needed, done::goOn);
    try {
      return Films.fit(Photos.decode(file, pixelLimit).levels(), longest);
    } finally {
      pass.close();
    }
  }

  /** Why something does not fit, and what helps. */
  static String narrow(long needed, long capacity) {
    return String.format(
        Locale.ROOT,
        "%,d MB of heap are needed, and %,d MB can be had for photos (more by PHOSPHENE_HEAP, of"
            + " executors by spark.executor.memory)",
        (needed >> 20) + 1,
        capacity >> 20);
  }
}
