package phosphene.job.dream;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import phosphene.cluster.Dispatch;
import phosphene.cluster.RowMapper;
import phosphene.cluster.Storage;
import phosphene.cluster.TaskCancellation;
import phosphene.gallery.DreamReceipt;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Receipt;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.store.PhotoCollection;
import phosphene.gallery.store.StoreException;
import phosphene.image.DecoderVersion;
import phosphene.job.photos.PhotoReader;
import phosphene.job.run.EngineCache;
import phosphene.job.run.ImageRecheck;
import phosphene.job.run.NullStore;
import phosphene.job.run.RecheckedImage;
import phosphene.job.run.SampleCheck;
import phosphene.plan.PhotoFile;
import phosphene.plan.TileKey;
import phosphene.spec.DreamJob;

/** Dreams with a photo what its rows say, and keeps none of it. */
record DreamRecheck(DreamContext order)
    implements Dispatch.Work<DreamRecheck.Sitting, List<RecheckedImage>> {
  /** Rows of one photo. */
  record Sitting(List<DreamRow> rows) implements Serializable {
    Sitting {
      rows = List.copyOf(rows);
    }

    PhotoFile photo() {
      DreamRow row = rows.get(0);
      return new PhotoFile(row.photo(), row.photoBytes(), row.photoModified());
    }
  }

  @Override
  public List<RecheckedImage> work(Sitting sitting) {
    Configuration settings = Storage.ofTask();
    try {
      byte[] bytes =
          PhotoCollection.open(order.place(), settings)
              .read(sitting.photo().path(), PhotoReader.MOST_BYTES);
      String sha256 = TileKey.sha256(bytes);
      List<DreamRow> same =
          sitting.rows().stream().filter(row -> sha256.equals(row.photoSha256())).toList();
      return same.size() < sitting.rows().size()
          ? without(sitting, "the photo is another one by now")
          : dreamt(sitting, sha256, bytes);
    } catch (StoreException e) {
      return without(sitting, String.valueOf(e.getMessage()));
    }
  }

  private List<RecheckedImage> dreamt(Sitting sitting, String sha256, byte[] bytes) {
    Map<String, DreamRow> rows =
        sitting.rows().stream().collect(Collectors.toMap(DreamRow::mix, Function.identity()));
    DreamJob job = DreamJob.FORM.read("job", order.job(), List.of());
    NullStore rehearsal =
        new NullStore(
            Storage.open(order.output()), sitting.rows().stream().map(DreamRecheck::made).toList());
    DreamWriter easel =
        new DreamWriter(
            order,
            job,
            EngineCache.of(order.ticket()).engine(),
            rehearsal,
            flop -> TaskCancellation.ifCancelled());
    DecoderVersion decoder = DecoderVersion.of(bytes);
    List<DreamReceipt> receipts =
        easel.keep(
            new DreamWriter.Sitting(sitting.photo(), sha256, decoder, List.copyOf(rows.keySet())),
            bytes);
    return receipts.stream()
        .map(
            receipt -> {
              RecheckedImage.Made made =
                  made(java.util.Objects.requireNonNull(rows.get(receipt.mix())), decoder);
              return new RecheckedImage(
                  made, receipt.outcome(), receipt.maker(), rehearsal.similarity(made));
            })
        .toList();
  }

  private static List<RecheckedImage> without(Sitting sitting, String message) {
    return sitting.rows().stream()
        .map(
            row -> {
              RecheckedImage.Made made = made(row);
              Outcome failed = new Outcome.Failed(Reason.UNREADABLE, message);
              return new RecheckedImage(
                  made, failed, made.maker(), RecheckedImage.Similarity.OTHER);
            })
        .toList();
  }

  private static RecheckedImage.Made made(DreamRow row) {
    return new RecheckedImage.Made(
        String.valueOf(row.path()),
        row.key(),
        String.valueOf(row.sha256()),
        new Receipt.Maker(row.engine(), row.device()),
        row.version());
  }

  /** The same of a row whose photo another decoder read, which may have given other pixels. */
  private static RecheckedImage.Made made(DreamRow row, DecoderVersion here) {
    RecheckedImage.Made made = made(row);
    boolean same = here.number() == java.util.Objects.requireNonNullElse(row.photoDecoder(), -1);
    return same
        ? made
        : new RecheckedImage.Made(
            made.path(),
            made.key(),
            made.sha256(),
            made.maker(),
            made.version() + " with another decoder of photos");
  }

  /** Some dreams of photos. */
  record Sample(DreamContext order) implements ImageRecheck {
    @Override
    public void run(SampleCheck trial) throws InterruptedException {
      Map<String, Map<String, List<DreamRow>>> rows = // by version and photo
          trial.choose(DreamRow.TABLE).stream()
              .map(row -> RowMapper.read(row, DreamRow.class))
              .collect(
                  Collectors.groupingBy(
                      DreamRow::version,
                      TreeMap::new,
                      Collectors.groupingBy(DreamRow::photo, TreeMap::new, Collectors.toList())));
      for (Map.Entry<String, Map<String, List<DreamRow>>> some : rows.entrySet()) {
        List<Sitting> sittings = some.getValue().values().stream().map(Sitting::new).toList();
        trial.run(new DreamRecheck(then(some.getKey(), trial)), sittings);
      }
    }

    private DreamContext then(String version, SampleCheck trial) {
      return new DreamContext(
          order.ticket(),
          order.job(),
          order.place(),
          order.guide(),
          order.identity(),
          trial.by(version),
          trial.store().uri());
    }
  }
}
