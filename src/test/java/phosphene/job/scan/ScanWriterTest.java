package phosphene.job.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskContext$;
import org.apache.spark.TaskKilledException;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import phosphene.cluster.WorkCounters;
import phosphene.engine.Engine;
import phosphene.engine.TestEngines;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Provenance;
import phosphene.gallery.RowOrder;
import phosphene.gallery.ScanReceipt;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.store.ForwardingStore;
import phosphene.gallery.store.Glob;
import phosphene.gallery.store.MemoryStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.PhotoCollection;
import phosphene.image.DecoderVersion;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Raster;
import phosphene.job.run.EngineCache;
import phosphene.job.run.ShippedNetworks;
import phosphene.network.Feeders;
import phosphene.network.Network;
import phosphene.network.zoo.Networks;
import phosphene.plan.PhotoFile;
import phosphene.spec.NetworkRef;
import phosphene.spec.ScanJob;

/** Rows of scans that their own tasks enter. */
class ScanWriterTest {
  private static final ScanJob JOB =
      ScanJob.FORM.read(
          "job",
          """
              job: scan
              network: squeezenet
              photos: photos
              layers: conv1
              output: out
              """,
          List.of());
  private static final ScanContext ORDER =
      new ScanContext(
          ShippedNetworks.random("squeezenet", 1),
          JOB.json(),
          new PhotoCollection.Place("file:/photos", Glob.ALL),
          new Provenance(new Provenance.NetworkName("squeezenet", "1", "none"), "", "", 1, "1"),
          "memory:/gallery");
  private static final PhotoFile PHOTO = new PhotoFile("a.jpg", 1, Instant.EPOCH);
  private static final RowOrder FIRST = new RowOrder(3, 0);
  private static final Outcome.Failed FAILED = new Outcome.Failed(Reason.STORE, "full");

  private final MemoryStore store = new MemoryStore();

  @BeforeEach
  void beWithinATask() {
    TaskContext$.MODULE$.setTaskContext(TaskContext$.MODULE$.empty());
  }

  @AfterEach
  void leaveTheTask() {
    TaskContext$.MODULE$.unset();
  }

  @Test
  void anAttemptThatIsCancelledEntersNothing() {
    ScanTask task = new ScanTask(List.of(new ScanTask.Asked(PHOTO, "")), Instant.EPOCH, FIRST);

    assertThatThrownBy(
            () -> entered(task, () -> TaskContext.get().markInterrupted("another one was faster")))
        .isInstanceOf(TaskKilledException.class);

    assertThat(rows()).isEmpty();
  }

  @Test
  void rowsHaveTheTimesOfTheJobAndNotOfItsExecutors() {
    Instant asked = Instant.parse("2040-01-01T00:00:00Z"); // long before, on a clock that is slow
    ScanTask task = new ScanTask(List.of(new ScanTask.Asked(PHOTO, "")), asked, FIRST);

    entered(task, () -> {});

    assertThat(rows()).extracting(ScanRow::checkedAt).containsExactly(asked);
  }

  @Test
  void whatIsTriedAgainIsAskedForLater() {
    Instant asked = Instant.now();
    ScanTask task = new ScanTask(List.of(new ScanTask.Asked(PHOTO, "")), asked, FIRST);

    ScanReceipt failed = entered(task, () -> {}).get(0);

    assertThat(new ScanResultHandler(new RowOrder.Counter(1)).retry(failed).orElseThrow().asked())
        .isAfter(asked);
  }

  /** The first photo is kept when there is no room for the second. */
  @Test
  void aPhotoIsOneReceiptWhateverHappensAfterIt() {
    PhotoFile second = new PhotoFile("b.jpg", 1, Instant.EPOCH);
    ScanTask task =
        new ScanTask(
            List.of(new ScanTask.Asked(PHOTO, ""), new ScanTask.Asked(second, "")),
            Instant.EPOCH,
            FIRST);
    ObjectStore full =
        new ForwardingStore(store) {
          @Override
          public void write(String name, byte[] bytes) {
            if (name.contains("b.jpg")) {
              throw new OutOfMemoryError("Java heap space");
            }
            super.write(name, bytes);
          }
        };

    List<ScanReceipt> receipts =
        worked(
            task,
            full,
            writer -> {
              writer.add(read(PHOTO), square());
              writer.add(read(second), square());
            });

    assertThat(receipts)
        .extracting(receipt -> receipt.photo().path(), receipt -> receipt.outcome().getClass())
        .containsExactly(
            tuple("a.jpg", Outcome.Rendered.class), tuple("b.jpg", Outcome.Failed.class));
    assertThat(rows())
        .extracting(ScanRow::photo, ScanRow::status)
        .containsExactlyInAnyOrder(tuple("a.jpg", "rendered"), tuple("b.jpg", "failed"));
  }

  /** Its image is not a number; no network of sound weights makes others of it. */
  @Test
  void valuesThatAreNotFiniteAreAFailure() {
    float[] planes = new float[3 * 227 * 227];
    Arrays.fill(planes, Float.NaN);
    ScanTask task = new ScanTask(List.of(new ScanTask.Asked(PHOTO, "")), Instant.EPOCH, FIRST);

    worked(task, store, writer -> writer.add(read(PHOTO), new Raster(227, 227, planes)));

    assertThat(rows())
        .extracting(ScanRow::status, ScanRow::reason, ScanRow::message)
        .containsExactly(
            tuple("failed", "not_finite", "a.jpg: the network's values are not finite"));
    assertThat(store.list("scans")).isEmpty();
  }

  private static ScanWriter.ReadPhoto read(PhotoFile photo) {
    return new ScanWriter.ReadPhoto(
        photo,
        "0".repeat(64),
        DecoderVersion.NONE,
        List.of(),
        ScanReceipt.Freshness.NEW,
        new ScanWriter.Frame(227, 227, new Area(0, 0, 227, 227)),
        1);
  }

  private static Raster square() {
    return new Raster(227, 227, new float[3 * 227 * 227]);
  }

  /** Enters a photo that failed; something happens before the end of the task. */
  private List<ScanReceipt> entered(ScanTask task, Runnable before) {
    return worked(
        task,
        store,
        writer -> {
          writer.unscanned(PHOTO, "", DecoderVersion.NONE, FAILED, 1);
          before.run();
        });
  }

  private static List<ScanReceipt> worked(
      ScanTask task, ObjectStore store, Consumer<ScanWriter> work) {
    NetworkRef ref =
        new NetworkRef("squeezenet", Optional.of("random:1"), Optional.empty(), "test");
    Network network = Networks.resolve(ref, Path.of("."));
    WorkCounters done =
        new WorkCounters(new LongAccumulator(), new LongAccumulator(), new LongAccumulator());
    try (Engine engine = TestEngines.open(network);
        ScanWriter writer =
            new ScanWriter(
                ORDER,
                JOB,
                new EngineCache(engine, new Feeders(network), network.labels()),
                store,
                task,
                done)) {
      work.accept(writer);
      return writer.end();
    }
  }

  private List<ScanRow> rows() {
    List<ScanRow> rows = new ArrayList<>();
    ScanRow.TABLE.each(store, ScanRow.class, rows::add);
    return rows;
  }
}
