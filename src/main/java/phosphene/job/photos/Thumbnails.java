package phosphene.job.photos;

import java.util.Locale;
import java.util.function.Supplier;
import phosphene.cluster.WorkCounters;
import phosphene.image.Photos;
import phosphene.image.film.Films;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * Opens files of photos as small images, one after the other where the heap has no room for two.
 *
 * @param pixelLimit the most pixels that a file may have
 * @param workCounters counts each
 */
public record Thumbnails(long pixelLimit, WorkCounters workCounters) {
  // A stream's bytes are read in pieces, which are then joined.
  private static final long READING = 2;

  /**
   * An image of a file, shrunk to fit a square. The file is read when the heap has room for it, and
   * again if it then turns out that decoding it has none.
   *
   * @param bytes of the file
   * @param longest side of the square in pixels
   * @throws UnreadableImageException if it is no image, or one that the heap cannot hold
   */
  public Raster open(long bytes, Supplier<byte[]> file, int longest) {
    HeapGate gate = HeapGate.ofProcess();
    long needed = READING * bytes;
    while (true) {
      workCounters.keepAlive();
      requireRoom(needed, gate);
      try (HeapGate.Pass pass = gate.enter(needed, workCounters::keepAlive)) {
        byte[] read = file.get();
        needed =
            Math.max(
                READING * read.length,
                read.length + Photos.extent(read, pixelLimit).decodingBytes());
        requireRoom(needed, gate);
        if (pass.change(needed)) {
          return Films.fit(Photos.decode(read, pixelLimit).levels(), longest);
        }
      }
    }
  }

  private static void requireRoom(long needed, HeapGate gate) {
    if (needed > gate.capacity()) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE, "Cannot decode image: " + narrow(needed, gate.capacity()));
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
