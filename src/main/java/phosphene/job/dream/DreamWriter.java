package phosphene.job.dream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.apache.spark.TaskKilledException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.ascent.DreamRenderer;
import phosphene.ascent.DreamResult;
import phosphene.engine.Engine;
import phosphene.gallery.DreamReceipt;
import phosphene.gallery.Layout;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.image.DecoderVersion;
import phosphene.image.Photos;
import phosphene.image.pixel.Extent;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.job.photos.PhotoFailure;
import phosphene.plan.DreamKey;
import phosphene.plan.Mixes;
import phosphene.plan.PhotoFile;
import phosphene.plan.TileKey;
import phosphene.spec.DreamJob;

/** Turns photos into stored dreams that explain themselves, and these into receipts. */
final class DreamWriter {
  private static final Logger LOG = LoggerFactory.getLogger(DreamWriter.class);

  private final DreamContext order;
  private final DreamJob job;
  private final Engine engine;
  private final ObjectStore store;
  private final DoubleConsumer passed;
  private final Map<String, Mixes.Planned> mixes;

  /**
   * An easel for one task.
   *
   * @param passed hears of operations as they are done
   */
  DreamWriter(
      DreamContext order, DreamJob job, Engine engine, ObjectStore store, DoubleConsumer passed) {
    this.order = order;
    this.job = job;
    this.engine = engine;
    this.store = store;
    this.passed = passed;
    this.mixes = Mixes.of(job, engine.architecture());
  }

  /**
   * A photo and what is to be dreamt with it.
   *
   * @param sha256 of its bytes; empty if they cannot be read
   * @param decoder that its bytes go to
   * @param mixes by their names
   */
  record Sitting(PhotoFile photo, String sha256, DecoderVersion decoder, List<String> mixes) {
    Sitting {
      mixes = List.copyOf(mixes);
    }
  }

  /** Dreams all that is asked of a photo; what goes wrong with one leaves the others. */
  List<DreamReceipt> keep(Sitting sitting, byte[] bytes) {
    if (sitting.mixes().isEmpty()) {
      return List.of();
    }
    long begin = System.nanoTime();
    Photo photo;
    Optional<Raster> guide;
    try {
      guide = GuideCache.of(order, job);
      photo = Photos.decode(bytes, sitting.photo().path(), job.photos().pixelLimit());
    } catch (UnreadableImageException e) {
      return failed(sitting, PhotoFailure.reason(e), String.valueOf(e.getMessage()), begin);
    } catch (OutOfMemoryError e) {
      return failed(sitting, Reason.OUT_OF_MEMORY, e.toString(), begin);
    } catch (RuntimeException e) {
      LOG.error("Cannot decode {}", sitting.photo().path(), e);
      return failed(sitting, Reason.INTERNAL, e.toString(), begin);
    }
    List<DreamReceipt> receipts = new ArrayList<>();
    for (String mix : sitting.mixes()) {
      long start = receipts.isEmpty() ? begin : System.nanoTime();
      Outcome outcome = outcome(sitting, mix, photo, guide);
      receipts.add(receipt(sitting, photo.notes(), mix, outcome, start));
    }
    return receipts;
  }

  /** No dream of a photo. */
  List<DreamReceipt> failed(Sitting sitting, Reason reason, String message, long begin) {
    Outcome failed = new Outcome.Failed(reason, sitting.photo().path() + ": " + message);
    return sitting.mixes().stream()
        .map(mix -> receipt(sitting, List.of(), mix, failed, begin))
        .toList();
  }

  /**
   * No dream of a file that is no photo. The file counts with the first mix of the job.
   *
   * @param kind what it is
   */
  List<DreamReceipt> skipped(Sitting sitting, String kind) {
    String first = mixes.keySet().iterator().next();
    return sitting.mixes().stream()
        .map(
            mix -> {
              int files = mix.equals(first) ? 1 : 0;
              Outcome skipped = new Outcome.Skipped(sitting.photo().path(), files, kind);
              return receipt(sitting, List.of(), mix, skipped, System.nanoTime());
            })
        .toList();
  }

  /**
   * Bytes of the heap that the file of a photo and its dreams take, one dream after the other, the
   * guide before them. Of a file that cannot be read it is the file alone: {@link #keep} says what
   * is wrong with it.
   */
  long heapBytes(Sitting sitting, byte[] bytes) {
    if (sitting.mixes().isEmpty()) {
      return bytes.length;
    }
    try {
      Extent extent = Photos.extent(bytes, job.photos().pixelLimit());
      long dream =
          sitting.mixes().stream()
              .mapToLong(mix -> planned(mix).cost().heapBytes(extent.width(), extent.height()))
              .max()
              .orElse(0);
      long photo = Math.max(extent.decodingBytes(), extent.heldBytes() + dream);
      return bytes.length + Math.max(GuideCache.decodingBytes(order, job), photo);
    } catch (UnreadableImageException e) {
      return bytes.length;
    }
  }

  private Mixes.Planned planned(String mix) {
    Mixes.Planned planned = mixes.get(mix);
    if (planned == null) {
      throw new IllegalStateException("no mix of this job: " + mix);
    }
    return planned;
  }

  private Outcome outcome(Sitting sitting, String mix, Photo photo, Optional<Raster> guide) {
    String what = sitting.photo().path() + " " + mix + ": ";
    try {
      return dreamt(sitting, mix, photo, guide);
    } catch (TaskKilledException e) {
      throw e;
    } catch (StoreException e) {
      return new Outcome.Failed(Reason.STORE, what + e.getMessage());
    } catch (OutOfMemoryError e) {
      LOG.error("Cannot dream {}{}", what, e.getMessage());
      return new Outcome.Failed(Reason.OUT_OF_MEMORY, what + e);
    } catch (RuntimeException e) {
      LOG.error("Cannot dream {}", what, e);
      return new Outcome.Failed(Reason.INTERNAL, what + e);
    }
  }

  private Outcome dreamt(Sitting sitting, String mix, Photo photo, Optional<Raster> guide) {
    Mixes.Planned planned = planned(mix);
    double flop = planned.cost().flopPerPixel();
    DreamResult dream =
        new DreamRenderer(
                engine,
                planned.mix(),
                job.dreaming().recipe(),
                guide,
                pixels -> passed.accept(pixels * flop))
            .dream(photo.levels(), key(sitting, mix).seed());
    if (dream instanceof DreamResult.Diverged) {
      return diverged(sitting, mix);
    }
    if (dream instanceof DreamResult.Finished finished) {
      return finished.image().finite()
          ? stored(sitting, mix, photo, finished)
          : diverged(sitting, mix);
    }
    throw new AssertionError(dream);
  }

  private static Outcome diverged(Sitting sitting, String mix) {
    return new Outcome.Failed(
        Reason.NOT_FINITE,
        sitting.photo().path() + " " + mix + ": the dream's values are not finite");
  }

  private Outcome stored(Sitting sitting, String mix, Photo photo, DreamResult.Finished dream) {
    Raster picture = dream.image();
    Outcome.Scores scores = new Outcome.Scores(dream.scoreStart(), dream.scoreEnd());
    byte[] bytes = Photos.encode(picture, photo, metadata(), texts(sitting, mix, scores));
    String path = Layout.dream(sitting.photo().path(), mix, Photos.extension(photo));
    store.write(path, bytes);
    return new Outcome.Rendered(
        new Outcome.Picture(
            path, bytes.length, TileKey.sha256(bytes), picture.width(), picture.height()),
        scores);
  }

  private phosphene.image.exif.Metadata metadata() {
    return switch (job.dreaming().metadata()) {
      case ALL -> phosphene.image.exif.Metadata.ALL;
      case SAFE -> phosphene.image.exif.Metadata.SAFE;
      case NONE -> phosphene.image.exif.Metadata.NONE;
    };
  }

  /** What the picture says of itself; nothing in it depends on where or when it was made. */
  private Map<String, String> texts(Sitting sitting, String mix, Outcome.Scores scores) {
    Provenance provenance = order.provenance();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("Title", sitting.photo().path() + " " + mix);
    texts.put("Software", "Phosphene " + provenance.version());
    texts.put("phosphene:key", key(sitting, mix).hex());
    texts.put("phosphene:network", provenance.network().name());
    texts.put("phosphene:network_sha256", provenance.network().sha256());
    texts.put("phosphene:preprocessing", provenance.network().preprocessing());
    texts.put("phosphene:photo", sitting.photo().path());
    texts.put("phosphene:photo_sha256", sitting.sha256());
    texts.put("phosphene:mix", mix);
    texts.put("phosphene:recipe", provenance.recipe());
    texts.put("phosphene:seed", Long.toString(provenance.seed()));
    texts.put("phosphene:score_start", Double.toString(scores.start()));
    texts.put("phosphene:score_end", Double.toString(scores.end()));
    return texts;
  }

  private DreamReceipt receipt(
      Sitting sitting, List<String> notes, String mix, Outcome outcome, long begin) {
    return new DreamReceipt(
        sitting.photo(),
        sitting.sha256(),
        notes,
        mix,
        key(sitting, mix),
        outcome,
        (System.nanoTime() - begin) / 1e9,
        new Receipt.Maker(engine.name(), engine.device()),
        sitting.decoder());
  }

  private DreamKey key(Sitting sitting, String mix) {
    return DreamKey.of(
        order.provenance().network().sha256(),
        sitting.photo().path(),
        sitting.sha256(),
        mix,
        order.identity());
  }
}
