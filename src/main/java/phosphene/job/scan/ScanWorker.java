package phosphene.job.scan;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import phosphene.cluster.ImageTaskFunction;
import phosphene.cluster.Storage;
import phosphene.cluster.WorkCounters;
import phosphene.engine.Engine;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.ScanReceipt;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.DecoderVersion;
import phosphene.image.Photos;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Bicubic;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.job.photos.PhotoFailure;
import phosphene.job.photos.PhotoReader;
import phosphene.job.run.EngineCache;
import phosphene.job.scan.ScanWriter.ReadPhoto;
import phosphene.network.Shape;
import phosphene.plan.PhotoFile;
import phosphene.plan.TileKey;
import phosphene.spec.ScanJob;

/**
 * What an executor does with some photos: reads each, passes them through the network in batches,
 * stores what was found, and enters their rows into the index: rows are large, and the driver need
 * not see them.
 *
 * @param done counts the work as it is done
 */
record ScanWorker(ScanContext order, WorkCounters done)
    implements ImageTaskFunction<ScanTask, ScanReceipt> {

  @Override
  public List<ScanReceipt> work(ScanTask task) {
    return work(task, Storage.open(order.output()));
  }

  /** Stores what is found elsewhere. */
  List<ScanReceipt> work(ScanTask task, ObjectStore store) {
    PhotoReader reader = new PhotoReader(order.place(), done);
    return each(task, store, (asked, handling) -> reader.handle(asked.photo(), handling));
  }

  @Override
  public List<ScanReceipt> givenUp(ScanTask task, String why) {
    return each(
        task,
        Storage.open(order.output()),
        (asked, handling) -> handling.refused(Optional.empty(), Reason.INTERNAL, why));
  }

  private List<ScanReceipt> each(
      ScanTask task, ObjectStore store, BiFunction<ScanTask.Asked, Handling, Read> look) {
    ScanJob job = ScanJob.FORM.read("job", order.job(), List.of());
    EngineCache engines = EngineCache.of(order.ticket());
    try (ScanWriter writer = new ScanWriter(order, job, engines, store, task, done)) {
      Reader reader = new Reader(job.photos().pixelLimit(), engines.engine());
      for (ScanTask.Asked asked : task.photos()) {
        look.apply(asked, reader.of(asked)).on(writer);
      }
      return writer.end();
    }
  }

  /** What became of reading a photo. */
  private interface Read {
    void on(ScanWriter writer);
  }

  /** Reads photos down to what the network sees of them. */
  private record Reader(long pixelLimit, Engine engine) {
    Handling of(ScanTask.Asked asked) {
      return new Handling(asked, pixelLimit, engine.architecture().input(), System.nanoTime());
    }
  }

  /**
   * What is done with one photo.
   *
   * @param begin in nanoseconds
   */
  private record Handling(ScanTask.Asked asked, long pixelLimit, Shape input, long begin)
      implements PhotoReader.Handler<byte[], Read> {
    @Override
    public byte[] open(byte[] bytes) {
      return bytes;
    }

    @Override
    public long heapBytes(byte[] bytes) {
      try {
        return bytes.length + Photos.extent(bytes, pixelLimit).decodingBytes();
      } catch (UnreadableImageException e) {
        return bytes.length; // decoding says what is wrong with it
      }
    }

    @Override
    public Read work(byte[] bytes) {
      PhotoFile photo = asked.photo();
      String sha256 = TileKey.sha256(bytes);
      try {
        Photo decoded = Photos.decode(bytes, photo.path(), pixelLimit);
        Levels levels = decoded.levels();
        Area square = Area.centered(levels, input.width(), input.height());
        Raster seen = Bicubic.resize(levels, square, input.width(), input.height());
        ReadPhoto read =
            new ReadPhoto(
                photo,
                sha256,
                DecoderVersion.of(bytes),
                decoded.notes(),
                sha256.equals(asked.old()) ? ScanReceipt.Freshness.SAME : ScanReceipt.Freshness.NEW,
                new ScanWriter.Frame(levels.width(), levels.height(), square),
                seconds());
        return writer -> writer.add(read, seen);
      } catch (UnreadableImageException e) {
        return failed(bytes, PhotoFailure.reason(e), String.valueOf(e.getMessage()));
      } catch (OutOfMemoryError e) {
        return failed(bytes, Reason.OUT_OF_MEMORY, e.toString());
      } catch (RuntimeException e) {
        return failed(bytes, Reason.INTERNAL, e.toString());
      }
    }

    private double seconds() {
      return (System.nanoTime() - begin) / 1e9;
    }

    private Read failed(byte[] bytes, Reason reason, String message) {
      String sha256 = TileKey.sha256(bytes);
      DecoderVersion decoder = DecoderVersion.of(bytes);
      Outcome failed = new Outcome.Failed(reason, asked.photo().path() + ": " + message);
      return writer -> writer.unscanned(asked.photo(), sha256, decoder, failed, seconds());
    }

    private Read unread(Outcome outcome) {
      return writer -> writer.unscanned(asked.photo(), "", DecoderVersion.NONE, outcome, seconds());
    }

    @Override
    public Read refused(Optional<byte[]> opened, Reason reason, String message) {
      return opened.isPresent()
          ? failed(opened.get(), reason, message)
          : unread(new Outcome.Failed(reason, asked.photo().path() + ": " + message));
    }

    @Override
    public Read skipped(String kind) {
      return unread(new Outcome.Skipped(asked.photo().path(), 1, kind));
    }
  }
}
