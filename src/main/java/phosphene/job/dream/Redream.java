package phosphene.job.dream;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import phosphene.cluster.Dispatch;
import phosphene.cluster.RowForm;
import phosphene.cluster.Storage;
import phosphene.cluster.TaskEnd;
import phosphene.gallery.DreamReceipt;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Receipt;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.store.PhotoCollection;
import phosphene.gallery.store.StoreException;
import phosphene.image.DecoderVersion;
import phosphene.job.photos.PhotoDesk;
import phosphene.job.run.EngineRoom;
import phosphene.job.run.Rehearsal;
import phosphene.job.run.Remade;
import phosphene.job.run.Remaking;
import phosphene.job.run.Trial;
import phosphene.plan.PhotoFile;
import phosphene.plan.TileKey;
import phosphene.spec.DreamJob;

/** Dreams with a photo what its rows say, and keeps none of it. */
record Redream(DreamOrder order) implements Dispatch.Work<Redream.Sitting, List<Remade>> {
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
  public List<Remade> work(Sitting sitting) {
    Configuration settings = Storage.ofTask();
    try {
      byte[] bytes =
          PhotoCollection.open(order.place(), settings)
              .read(sitting.photo().path(), PhotoDesk.MOST_BYTES);
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

  private List<Remade> dreamt(Sitting sitting, String sha256, byte[] bytes) {
    Map<String, DreamRow> rows =
        sitting.rows().stream().collect(Collectors.toMap(DreamRow::mix, Function.identity()));
    DreamJob job = DreamJob.FORM.read("job", order.job(), List.of());
    Rehearsal rehearsal =
        new Rehearsal(
            Storage.open(order.output()), sitting.rows().stream().map(Redream::made).toList());
    DreamEasel easel =
        new DreamEasel(
            order,
            job,
            EngineRoom.of(order.ticket()).engine(),
            rehearsal,
            flop -> TaskEnd.ifCancelled());
    DecoderVersion decoder = DecoderVersion.of(bytes);
    List<DreamReceipt> receipts =
        easel.keep(
            new DreamEasel.Sitting(sitting.photo(), sha256, decoder, List.copyOf(rows.keySet())),
            bytes);
    return receipts.stream()
        .map(
            receipt -> {
              Remade.Made made =
                  made(java.util.Objects.requireNonNull(rows.get(receipt.mix())), decoder);
              return new Remade(made, receipt.outcome(), receipt.maker(), rehearsal.likeness(made));
            })
        .toList();
  }

  private static List<Remade> without(Sitting sitting, String message) {
    return sitting.rows().stream()
        .map(
            row -> {
              Remade.Made made = made(row);
              Outcome failed = new Outcome.Failed(Reason.UNREADABLE, message);
              return new Remade(made, failed, made.maker(), Remade.Likeness.OTHER);
            })
        .toList();
  }

  private static Remade.Made made(DreamRow row) {
    return new Remade.Made(
        String.valueOf(row.path()),
        row.key(),
        String.valueOf(row.sha256()),
        new Receipt.Maker(row.engine(), row.device()),
        row.version());
  }

  /** The same of a row whose photo another decoder read, which may have given other pixels. */
  private static Remade.Made made(DreamRow row, DecoderVersion here) {
    Remade.Made made = made(row);
    boolean same = here.number() == java.util.Objects.requireNonNullElse(row.photoDecoder(), -1);
    return same
        ? made
        : new Remade.Made(
            made.path(),
            made.key(),
            made.sha256(),
            made.maker(),
            made.version() + " with another decoder of photos");
  }

  /** Some dreams of photos. */
  record Sample(DreamOrder order) implements Remaking {
    @Override
    public void run(Trial trial) throws InterruptedException {
      Map<String, Map<String, List<DreamRow>>> rows = // by version and photo
          trial.draw(DreamRow.TABLE).stream()
              .map(row -> RowForm.read(row, DreamRow.class))
              .collect(
                  Collectors.groupingBy(
                      DreamRow::version,
                      TreeMap::new,
                      Collectors.groupingBy(DreamRow::photo, TreeMap::new, Collectors.toList())));
      for (Map.Entry<String, Map<String, List<DreamRow>>> some : rows.entrySet()) {
        List<Sitting> sittings = some.getValue().values().stream().map(Sitting::new).toList();
        trial.run(new Redream(then(some.getKey(), trial)), sittings);
      }
    }

    private DreamOrder then(String version, Trial trial) {
      return new DreamOrder(
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
