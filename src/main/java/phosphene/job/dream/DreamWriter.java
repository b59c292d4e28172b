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

  private final DreamContext context;
  private final DreamJob job;
  private final Engine engine;
  private final ObjectStore store;
  private final DoubleConsumer passed;
  private final Map<String, Mixes.Planned> mixes;

  /**
   * A writer for one task.
   *
   * @param passed takes the operations of each pass of the network
   */
  DreamWriter(
      DreamContext context, DreamJob job, Engine engine, ObjectStore store, DoubleConsumer passed) {
    this.context = context;
    this.job = job;
    this.engine = engine;
    this.store = store;
    this.passed = passed;
    this.mixes = Mixes.of(job, engine.architecture());
  }

  /**
   * A photo and the dreams that are asked of it.
   *
   * @param sha256 of its bytes; empty if they cannot be read
   * @param decoder that its bytes go to
   * @param mixes by their names
   */
  record PhotoDreams(PhotoFile photo, String sha256, DecoderVersion decoder, List<String> mixes) {
    PhotoDreams {
      mixes = List.copyOf(mixes);
    }
  }

  /** Makes and stores the dreams of a photo; one that fails leaves the others. */
  List<DreamReceipt> keep(PhotoDreams dreams, byte[] bytes) {
    if (dreams.mixes().isEmpty()) {
      return List.of();
    }
    long begin = System.nanoTime();
    Photo photo;
    Optional<Raster> guide;
    try {
      guide = GuideCache.of(context, job);
      photo = Photos.decode(bytes, dreams.photo().path(), job.photos().pixelLimit());
    } catch (UnreadableImageException e) {
      return failed(dreams, PhotoFailure.reason(e), String.valueOf(e.getMessage()), begin);
    } catch (OutOfMemoryError e) {
      return failed(dreams, Reason.OUT_OF_MEMORY, e.toString(), begin);
    } catch (RuntimeException e) {
      LOG.error("Cannot decode {}", dreams.photo().path(), e);
      return failed(dreams, Reason.INTERNAL, e.toString(), begin);
    }
    List<DreamReceipt> receipts = new ArrayList<>();
    for (String mix : dreams.mixes()) {
      long start = receipts.isEmpty() ? begin : System.nanoTime();
      Outcome outcome = outcome(dreams, mix, photo, guide);
      receipts.add(receipt(dreams, photo.notes(), mix, outcome, start));
    }
    return receipts;
  }

  /** No dream of a photo. */
  List<DreamReceipt> failed(PhotoDreams dreams, Reason reason, String message, long begin) {
    Outcome failed = new Outcome.Failed(reason, dreams.photo().path() + ": " + message);
    return dreams.mixes().stream()
        .map(mix -> receipt(dreams, List.of(), mix, failed, begin))
        .toList();
  }

  /**
   * No dream of a file that is no photo. The file counts with the first mix of the job.
   *
   * @param kind what it is
   */
  List<DreamReceipt> skipped(PhotoDreams dreams, String kind) {
    String first = mixes.keySet().iterator().next();
    return dreams.mixes().stream()
        .map(
            mix -> {
              int files = mix.equals(first) ? 1 : 0;
              Outcome skipped = new Outcome.Skipped(dreams.photo().path(), files, kind);
              return receipt(dreams, List.of(), mix, skipped, System.nanoTime());
            })
        .toList();
  }

  /**
   * Bytes of the heap that the file of a photo and its dreams take, one dream after the other, the
   * guide before them. Of a file that cannot be read it is the file alone: {@link #keep} says what
   * is wrong with it.
   */
  long heapBytes(PhotoDreams dreams, byte[] bytes) {
    if (dreams.mixes().isEmpty()) {
      return bytes.length;
    }
    try {
      Extent extent = Photos.extent(bytes, job.photos().pixelLimit());
      long dream =
          dreams.mixes().stream()
              .mapToLong(mix -> planned(mix).cost().heapBytes(extent.width(), extent.height()))
              .max()
              .orElse(0);
      long photo = Math.max(extent.decodingBytes(), extent.heldBytes() + dream);
      return bytes.length + Math.max(GuideCache.decodingBytes(context, job), photo);
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

  private Outcome outcome(PhotoDreams dreams, String mix, Photo photo, Optional<Raster> guide) {
    String what = dreams.photo().path() + " " + mix + ": ";
    try {
      return dream(dreams, mix, photo, guide);
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

  private Outcome dream(PhotoDreams dreams, String mix, Photo photo, Optional<Raster> guide) {
    Mixes.Planned planned = planned(mix);
    double flop = planned.cost().flopPerPixel();
    DreamResult dream =
        new DreamRenderer(
                engine,
                planned.mix(),
                job.dreaming().recipe(),
                guide,
                pixels -> passed.accept(pixels * flop))
            .dream(photo.levels(), key(dreams, mix).seed());
    if (dream instanceof DreamResult.Diverged) {
      return diverged(dreams, mix);
    }
    if (dream instanceof DreamResult.Finished finished) {
      return finished.image().finite()
          ? stored(dreams, mix, photo, finished)
          : diverged(dreams, mix);
    }
    throw new AssertionError(dream);
  }

  private static Outcome diverged(PhotoDreams dreams, String mix) {
    return new Outcome.Failed(
        Reason.NOT_FINITE,
        dreams.photo().path() + " " + mix + ": the dream's values are not finite");
  }

  private Outcome stored(PhotoDreams dreams, String mix, Photo photo, DreamResult.Finished dream) {
    Raster image = dream.image();
    Outcome.Scores scores = new Outcome.Scores(dream.scoreStart(), dream.scoreEnd());
    byte[] bytes = Photos.encode(image, photo, metadata(), texts(dreams, mix, scores));
    String path = Layout.dream(dreams.photo().path(), mix, Photos.extension(photo));
    store.write(path, bytes);
    return new Outcome.Rendered(
        new Outcome.Picture(
            path, bytes.length, TileKey.sha256(bytes), image.width(), image.height()),
        scores);
  }

  private phosphene.image.exif.Metadata metadata() {
    return switch (job.dreaming().metadata()) {
      case ALL -> phosphene.image.exif.Metadata.ALL;
      case SAFE -> phosphene.image.exif.Metadata.SAFE;
      case NONE -> phosphene.image.exif.Metadata.NONE;
    };
  }

  /** What the image says of itself; nothing in it depends on where or when it was made. */
  private Map<String, String> texts(PhotoDreams dreams, String mix, Outcome.Scores scores) {
    Provenance provenance = context.provenance();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("Title", dreams.photo().path() + " " + mix);
    texts.put("Software", "Phosphene " + provenance.version());
    texts.put("phosphene:key", key(dreams, mix).hex());
    texts.put("phosphene:network", provenance.network().name());
    texts.put("phosphene:network_sha256", provenance.network().sha256());
    texts.put("phosphene:preprocessing", provenance.network().preprocessing());
    texts.put("phosphene:photo", dreams.photo().path());
    texts.put("phosphene:photo_sha256", dreams.sha256());
    texts.put("phosphene:mix", mix);
    texts.put("phosphene:recipe", provenance.recipe());
    texts.put("phosphene:seed", Long.toString(provenance.seed()));
    texts.put("phosphene:score_start", Double.toString(scores.start()));
    texts.put("phosphene:score_end", Double.toString(scores.end()));
    return texts;
  }

  private DreamReceipt receipt(
      PhotoDreams dreams, List<String> notes, String mix, Outcome outcome, long begin) {
    return new DreamReceipt(
        dreams.photo(),
        dreams.sha256(),
        notes,
        mix,
        key(dreams, mix),
        outcome,
        (System.nanoTime() - begin) / 1e9,
        new Receipt.Maker(engine.name(), engine.device()),
        dreams.decoder());
  }

  private DreamKey key(PhotoDreams dreams, String mix) {
    return DreamKey.of(
        context.provenance().network().sha256(),
        dreams.photo().path(),
        dreams.sha256(),
        mix,
        context.identity());
  }
}
