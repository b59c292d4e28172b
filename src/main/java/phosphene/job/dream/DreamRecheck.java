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

/** Renders dreams of a photo again and compares them with their rows; stores nothing. */
record DreamRecheck(DreamContext context)
    implements Dispatch.Work<DreamRecheck.PhotoRows, List<RecheckedImage>> {
  /** Rows of one photo. */
  record PhotoRows(List<DreamRow> rows) implements Serializable {
    PhotoRows {
      rows = List.copyOf(rows);
    }

    PhotoFile photo() {
      DreamRow row = rows.get(0);
      return new PhotoFile(row.photo(), row.photoBytes(), row.photoModified());
    }
  }

  @Override
  public List<RecheckedImage> work(PhotoRows photoRows) {
    Configuration settings = Storage.ofTask();
    try {
      byte[] bytes =
          PhotoCollection.open(context.place(), settings)
              .read(photoRows.photo().path(), PhotoReader.MOST_BYTES);
      String sha256 = TileKey.sha256(bytes);
      List<DreamRow> same =
          photoRows.rows().stream().filter(row -> sha256.equals(row.photoSha256())).toList();
      return same.size() < photoRows.rows().size()
          ? failed(photoRows, "the photo is another one by now")
          : dreams(photoRows, sha256, bytes);
    } catch (StoreException e) {
      return failed(photoRows, String.valueOf(e.getMessage()));
    }
  }

  private List<RecheckedImage> dreams(PhotoRows photoRows, String sha256, byte[] bytes) {
    Map<String, DreamRow> rows =
        photoRows.rows().stream().collect(Collectors.toMap(DreamRow::mix, Function.identity()));
    DreamJob job = DreamJob.FORM.read("job", context.job(), List.of());
    NullStore nullStore =
        new NullStore(
            Storage.open(context.output()),
            photoRows.rows().stream().map(DreamRecheck::made).toList());
    DreamWriter writer =
        new DreamWriter(
            context,
            job,
            EngineCache.of(context.shippedNetwork()).engine(),
            nullStore,
            flop -> TaskCancellation.ifCancelled());
    DecoderVersion decoder = DecoderVersion.of(bytes);
    List<DreamReceipt> receipts =
        writer.keep(
            new DreamWriter.PhotoDreams(
                photoRows.photo(), sha256, decoder, List.copyOf(rows.keySet())),
            bytes);
    return receipts.stream()
        .map(
            receipt -> {
              RecheckedImage.Made made =
                  made(java.util.Objects.requireNonNull(rows.get(receipt.mix())), decoder);
              return new RecheckedImage(
                  made, receipt.outcome(), receipt.maker(), nullStore.similarity(made));
            })
        .toList();
  }

  private static List<RecheckedImage> failed(PhotoRows photoRows, String message) {
    return photoRows.rows().stream()
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
  record Sample(DreamContext context) implements ImageRecheck {
    @Override
    public void run(SampleCheck check) throws InterruptedException {
      Map<String, Map<String, List<DreamRow>>> rows = // by version and photo
          check.choose(DreamRow.TABLE).stream()
              .map(row -> RowMapper.read(row, DreamRow.class))
              .collect(
                  Collectors.groupingBy(
                      DreamRow::version,
                      TreeMap::new,
                      Collectors.groupingBy(DreamRow::photo, TreeMap::new, Collectors.toList())));
      for (Map.Entry<String, Map<String, List<DreamRow>>> some : rows.entrySet()) {
        List<PhotoRows> photos = some.getValue().values().stream().map(PhotoRows::new).toList();
        check.run(new DreamRecheck(then(some.getKey(), check)), photos);
      }
    }

    private DreamContext then(String version, SampleCheck check) {
      return new DreamContext(
          context.shippedNetwork(),
          context.job(),
          context.place(),
          context.guide(),
          context.identity(),
          check.onlyBy(version),
          check.store().uri());
    }
  }
}
