package phosphene.job.scan;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Metrics;
import phosphene.cluster.TaskCancellation;
import phosphene.cluster.WorkCounters;
import phosphene.engine.Engine;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Receipt;
import phosphene.gallery.RowOrder;
import phosphene.gallery.ScanReceipt;
import phosphene.gallery.ScanReceipt.Freshness;
import phosphene.gallery.index.IndexWriter;
import phosphene.gallery.index.RowMaker;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.image.DecoderVersion;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Raster;
import phosphene.job.run.EngineCache;
import phosphene.plan.PhotoFile;
import phosphene.plan.ScanKey;
import phosphene.plan.ScanLayers;
import phosphene.scan.PhotoActivations;
import phosphene.scan.Scanner;
import phosphene.spec.ScanJob;

/**
 * Turns squares of photos into stored scans, rows of the index and receipts, some together. To be
 * closed.
 */
final class ScanWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScanWriter.class);

  private final ScanContext order;
  private final ScanJob job;
  private final Engine engine;
  private final ScanLayers layers;
  private final ScanFiles files;
  private final ObjectStore store;
  private final WorkCounters done;
  private final Instant asked;
  private final RowOrder row;
  private final int batch;
  private final List<ReadPhoto> waiting = new ArrayList<>();
  private final List<Raster> squares = new ArrayList<>();
  private final List<ScanRow> rows = new ArrayList<>();
  private final List<ScanReceipt> receipts = new ArrayList<>();
  private Optional<Scanner> scanner = Optional.empty();

  /**
   * A writer for one task.
   *
   * @param task the photos that will come at most
   */
  ScanWriter(
      ScanContext order,
      ScanJob job,
      EngineCache engines,
      ObjectStore store,
      ScanTask task,
      WorkCounters done) {
    this.order = order;
    this.job = job;
    this.engine = engines.engine();
    this.layers = ScanLayers.of(job.layers(), engine.architecture());
    this.files = new ScanFiles(order, engine.architecture(), engines.labels(), store);
    this.store = store;
    this.done = done;
    this.asked = task.asked();
    this.row = task.order();
    this.batch = Math.min(task.photos().size(), layers.batch(engine.architecture()));
  }

  /**
   * Where the square of a photo is.
   *
   * @param width of the upright photo, as height
   */
  record Frame(int width, int height, Area square) {}

  /**
   * A photo that was read.
   *
   * @param sha256 of its bytes
   * @param decoder that read it
   * @param notes on its file
   * @param seconds that it took
   */
  record ReadPhoto(
      PhotoFile photo,
      String sha256,
      DecoderVersion decoder,
      List<String> notes,
      Freshness freshness,
      Frame frame,
      double seconds) {
    ReadPhoto {
      notes = List.copyOf(notes);
    }
  }

  /** Adds a photo; as soon as there are enough they are passed through the network. */
  void add(ReadPhoto read, Raster square) {
    waiting.add(read);
    squares.add(square);
    if (squares.size() == batch) {
      scan();
    }
  }

  /**
   * Enters a photo that could not be read, or a file that is no photo.
   *
   * @param decoder that its bytes went to
   */
  void unscanned(
      PhotoFile photo, String sha256, DecoderVersion decoder, Outcome outcome, double seconds) {
    enter(photo, sha256, decoder, List.of(), Freshness.NEW, outcome, null, seconds);
  }

  private void scan() {
    List<ReadPhoto> some = List.copyOf(waiting);
    List<Raster> seen = List.copyOf(squares);
    waiting.clear();
    squares.clear();
    if (some.isEmpty()) {
      return;
    }
    long begin = System.nanoTime();
    int kept = 0;
    try {
      List<PhotoActivations> activations = scanner().scan(seen);
      done.add(some.size(), some.size() * layers.flop(engine.architecture()));
      TaskCancellation.ifCancelled();
      double each = (System.nanoTime() - begin) / 1e9 / some.size();
      for (int i = 0; i < some.size(); i++) {
        keep(some.get(i), seen.get(i), activations.get(i), each);
        kept++;
      }
    } catch (TaskKilledException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      all(some.subList(kept, some.size()), begin, Reason.OUT_OF_MEMORY, e);
    } catch (RuntimeException e) {
      all(some.subList(kept, some.size()), begin, Reason.INTERNAL, e);
    }
  }

  private Scanner scanner() {
    if (scanner.isEmpty()) {
      Scanner.Keep keep =
          job.neurons() == ScanJob.Neurons.KEPT ? Scanner.Keep.NEURONS : Scanner.Keep.FIGURES;
      scanner = Optional.of(Scanner.open(engine, layers.names(), layers.classifier(), keep, batch));
    }
    return scanner.get();
  }

  /** None of these was kept. */
  private void all(List<ReadPhoto> some, long begin, Reason reason, Throwable cause) {
    LOG.error("Cannot scan {} photos from {} on", some.size(), some.get(0).photo().path(), cause);
    double each = (System.nanoTime() - begin) / 1e9 / some.size();
    for (ReadPhoto read : some) {
      fail(read, reason, cause.toString(), each);
    }
  }

  private void keep(ReadPhoto read, Raster seen, PhotoActivations activations, double seconds) {
    long begin = System.nanoTime();
    try {
      if (!activations.finite()) {
        fail(read, Reason.NOT_FINITE, "the network's values are not finite", seconds);
        return;
      }
      ScanRow.Found found = files.keep(read.photo().path(), read.frame(), seen, activations);
      double all = read.seconds() + seconds + (System.nanoTime() - begin) / 1e9;
      // There are no scores: nothing was maximized.
      Outcome rendered = new Outcome.Rendered(found.written(), new Outcome.Scores(0, 0));
      enter(
          read.photo(),
          read.sha256(),
          read.decoder(),
          read.notes(),
          read.freshness(),
          rendered,
          found,
          all);
    } catch (TaskKilledException e) {
      throw e;
    } catch (StoreException e) {
      fail(read, Reason.STORE, String.valueOf(e.getMessage()), seconds);
    } catch (OutOfMemoryError e) {
      LOG.error("Cannot keep {}", read.photo().path(), e);
      fail(read, Reason.OUT_OF_MEMORY, e.toString(), seconds);
    } catch (RuntimeException e) {
      LOG.error("Cannot keep {}", read.photo().path(), e);
      fail(read, Reason.INTERNAL, e.toString(), seconds);
    }
  }

  private void fail(ReadPhoto read, Reason reason, String message, double seconds) {
    Outcome.Failed failed = new Outcome.Failed(reason, read.photo().path() + ": " + message);
    enter(
        read.photo(),
        read.sha256(),
        read.decoder(),
        read.notes(),
        read.freshness(),
        failed,
        null,
        read.seconds() + seconds);
  }

  private void enter(
      PhotoFile photo,
      String sha256,
      DecoderVersion decoder,
      List<String> notes,
      Freshness freshness,
      Outcome outcome,
      ScanRow.@Nullable Found found,
      double seconds) {
    Receipt.Maker maker = new Receipt.Maker(engine.name(), engine.device());
    ScanReceipt receipt = new ScanReceipt(photo, outcome, freshness, seconds, maker, decoder);
    String key =
        ScanKey.of(
                order.provenance().network().sha256(),
                order.provenance().network().preprocessing(),
                order.provenance().recipe(),
                photo.path(),
                sha256)
            .hex();
    ScanRow entered =
        ScanRow.of(
            receipt,
            key,
            sha256,
            notes,
            order.provenance(),
            job.photos().pixelLimit(),
            found,
            asked);
    rows.add(RowMaker.ordered(row, entered));
    receipts.add(receipt);
  }

  /** Passes the last photos through the network and enters the rows into the index. */
  List<ScanReceipt> end() {
    scan();
    TaskCancellation.ifCancelled(); // what failed may have failed for that
    List<ScanReceipt> all = entered() ? receipts : unentered();
    all.forEach(receipt -> Metrics.ofExecutor().ended(receipt.outcome()));
    return List.copyOf(all);
  }

  private boolean entered() {
    try (IndexWriter<ScanRow> index =
        new IndexWriter<>(ScanRow.TABLE, store, IndexWriter.Limits.atOnce(), Clock.systemUTC())) {
      rows.forEach(index::add);
      return true;
    } catch (StoreException e) {
      LOG.warn("Cannot enter {} scans: {}", rows.size(), e.getMessage());
      return false;
    }
  }

  /** A scan without its row does not count. */
  private List<ScanReceipt> unentered() {
    return receipts.stream()
        .map(
            receipt ->
                new ScanReceipt(
                    receipt.photo(),
                    new Outcome.Failed(
                        Reason.STORE, receipt.photo().path() + ": its row cannot be stored"),
                    receipt.freshness(),
                    receipt.seconds(),
                    receipt.maker(),
                    receipt.decoder()))
        .toList();
  }

  @Override
  public void close() {
    scanner.ifPresent(Scanner::close);
  }
}
