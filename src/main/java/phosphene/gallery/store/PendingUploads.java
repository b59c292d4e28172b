package phosphene.gallery.store;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Uploads in parts to an S3 bucket that were neither completed nor aborted: nobody sees them, and
 * they are paid for.
 */
public final class PendingUploads {
  /** Longer than an object takes to be written, clocks that differ included. */
  public static final Duration OLD = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(PendingUploads.class);
  private final S3AFileSystem files;
  private final Path root;

  private PendingUploads(S3AFileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  /** Those below a gallery; empty if its store has no such thing. */
  public static Optional<PendingUploads> below(String uri, Configuration configuration) {
    try {
      Path root = HadoopStore.path(uri);
      FileSystem files = HadoopStore.files(root, configuration);
      return files instanceof S3AFileSystem bucket
          ? Optional.of(new PendingUploads(bucket, root))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new StoreException("Cannot open " + uri, e);
    }
  }

  /**
   * Drops old uploads below a gallery, if the store lets us: no job fails for them.
   *
   * @param some of these names, relative to the gallery
   */
  public static void dropOld(String uri, Configuration configuration, Predicate<String> some) {
    Instant now = Clock.systemUTC().instant();
    try {
      below(uri, configuration)
          .map(uploads -> uploads.abort(OLD, now, some))
          .filter(dropped -> dropped > 0)
          .ifPresent(dropped -> LOG.info("Dropped {} uploads that never ended", dropped));
    } catch (RuntimeException e) { // S3A's own too, of answers that break off
      LOG.info("Cannot drop uploads that never ended: {}", e.getMessage());
    }
  }

  /** Passes the name of each, relative to the gallery, and when it began. */
  public void each(Consumer<Upload> use) {
    String prefix = files.pathToKey(root);
    String base = prefix.isEmpty() ? "" : prefix + "/";
    try {
      RemoteIterator<MultipartUpload> uploads = files.listUploads(base);
      while (uploads.hasNext()) {
        MultipartUpload upload = uploads.next();
        String name = upload.key().substring(base.length());
        use.accept(new Upload(name, upload.key(), upload.uploadId(), upload.initiated()));
      }
    } catch (IOException e) {
      throw new StoreException("Cannot list uploads to " + root, e);
    }
  }

  /**
   * Drops those that began so long ago or longer.
   *
   * @param some of these names, relative to the gallery
   * @return how many
   */
  public int abort(Duration age, Instant now, Predicate<String> some) {
    int[] aborted = {0};
    each(
        upload -> {
          if (!upload.begun().plus(age).isAfter(now) && some.test(upload.name())) {
            abort(upload);
            aborted[0]++;
          }
        });
    return aborted[0];
  }

  private void abort(Upload upload) {
    try {
      files.abortMultipartUpload(upload.key(), upload.id());
    } catch (IOException e) {
      throw new StoreException("Cannot abort the upload to " + root + "/" + upload.name(), e);
    }
  }

  /**
   * One of them.
   *
   * @param name relative to the gallery
   * @param key in the bucket
   */
  public record Upload(String name, String key, String id, Instant begun) {}
}
