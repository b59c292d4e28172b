package phosphene.job.photos;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Storage;
import phosphene.cluster.TaskCancellation;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.store.PhotoCollection;
import phosphene.gallery.store.StoreException;
import phosphene.image.kind.NonPhotos;
import phosphene.plan.PhotoFile;

/**
 * Reads the photos of a collection on an executor, each when the heap of the process has room for
 * the work on it.
 *
 * @param workCounters shows that a task that waits is alive
 */
public record PhotoReader(PhotoCollection.Place place, WorkCounters workCounters) {
  // A longer file is no photo within any limit, and would fill the heap.
  public static final int MOST_BYTES = 512 << 20;
  // A stream's bytes are read in pieces, which are then joined.
  private static final long READING = 2;
  private static final Logger LOG = LoggerFactory.getLogger(PhotoReader.class);

  /**
   * What is done with a photo.
   *
   * @param <O> a photo that was read
   * @param <R> what becomes of it
   */
  public interface Handler<O, R> {
    O open(byte[] bytes);

    /** Bytes of the heap that the file and the work on it take. */
    long heapBytes(O opened);

    R work(O opened);

    /** Nothing is done with a photo; {@code opened} is empty if it was not even read. */
    R refused(Optional<O> opened, Reason reason, String message);

    /**
     * Nothing is done with a file that is no photo.
     *
     * @param kind what it is
     */
    R skipped(String kind);
  }

  /** Reads a photo and works on it. */
  public <O, R> R handle(PhotoFile photo, Handler<O, R> handler) {
    TaskCancellation.ifCancelled();
    try {
      PhotoCollection photos = PhotoCollection.open(place, Storage.ofTask());
      Optional<String> kind = photos.claims(photo.path()) ? Optional.empty() : kind(photo, photos);
      if (kind.isPresent()) {
        return handler.skipped(kind.get());
      }
      return photo.bytes() > MOST_BYTES
          ? handler.refused(Optional.empty(), Reason.TOO_LARGE, "more than 512 MB in the file")
          : admitted(photo, photos, handler);
    } catch (StoreException e) {
      return handler.refused(Optional.empty(), Reason.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  /** What a file is, by its first bytes, if it is no photo. */
  private Optional<String> kind(PhotoFile photo, PhotoCollection photos) {
    return NonPhotos.kind(read(photo, photos, NonPhotos.HEAD));
  }

  private <O, R> R admitted(PhotoFile photo, PhotoCollection photos, Handler<O, R> handler) {
    HeapGate gate = HeapGate.ofProcess();
    long needed = READING * photo.bytes();
    if (needed > gate.capacity()) {
      return handler.refused(
          Optional.empty(), Reason.OUT_OF_MEMORY, Thumbnails.narrow(needed, gate.capacity()));
    }
    while (true) {
      try (HeapGate.Pass pass = gate.enter(needed, workCounters::keepAlive)) {
        O opened = handler.open(read(photo, photos, MOST_BYTES));
        needed = Math.max(needed, handler.heapBytes(opened));
        if (needed > gate.capacity()) {
          return handler.refused(
              Optional.of(opened),
              Reason.OUT_OF_MEMORY,
              Thumbnails.narrow(needed, gate.capacity()));
        }
        if (pass.change(needed)) {
          return handler.work(opened);
        }
      } // What was read is let go of, and read again when there is room for all.
      LOG.debug("{} waits for {} bytes of heap", photo.path(), needed);
    }
  }

  private byte[] read(PhotoFile photo, PhotoCollection photos, int most) {
    return Storage.retryPolicy().call(place.root(), () -> photos.read(photo, most));
  }
}
