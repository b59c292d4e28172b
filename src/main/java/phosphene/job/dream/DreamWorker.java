package phosphene.job.dream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phosphene.cluster.ImageTaskFunction;
import phosphene.cluster.Metrics;
import phosphene.cluster.Storage;
import phosphene.cluster.TaskCancellation;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.DreamReceipt;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.DecoderVersion;
import phosphene.job.dream.DreamTask.Asked;
import phosphene.job.photos.PhotoReader;
import phosphene.job.run.EngineCache;
import phosphene.plan.PhotoFile;
import phosphene.plan.TileKey;
import phosphene.spec.DreamJob;

/**
 * What an executor does with a photo: reads it once, dreams what is asked, stores each dream and
 * returns a line for each.
 *
 * @param workCounters counts the work as it is done
 */
record DreamWorker(DreamContext context, WorkCounters workCounters)
    implements ImageTaskFunction<DreamTask, DreamWorker.Line> {
  /** How a dream ended: made or failed now, or found to be there. */
  sealed interface Line extends java.io.Serializable {
    /** Made or failed. */
    record Fresh(DreamReceipt receipt) implements Line {}

    /** There: the photo was touched, and its bytes are still those of this row. */
    record Touched(DreamRow row, PhotoFile photo) implements Line {}
  }

  @Override
  public List<Line> work(DreamTask task) {
    return new PhotoReader(context.place(), workCounters)
        .handle(task.photo(), new DreamHandler(task, writer()));
  }

  @Override
  public List<Line> givenUp(DreamTask task, String why) {
    return new DreamHandler(task, writer()).refused(Optional.empty(), Reason.INTERNAL, why);
  }

  /** What is done with the photo of a task. */
  private record DreamHandler(DreamTask task, DreamWriter writer)
      implements PhotoReader.Handler<Opened, List<Line>> {
    @Override
    public Opened open(byte[] bytes) {
      return opened(task, bytes);
    }

    @Override
    public long heapBytes(Opened opened) {
      return writer.heapBytes(opened.dreams(), opened.bytes());
    }

    @Override
    public List<Line> work(Opened opened) {
      return opened.with(writer.keep(opened.dreams(), opened.bytes()));
    }

    @Override
    public List<Line> refused(Optional<Opened> opened, Reason reason, String message) {
      if (opened.isPresent()) {
        DreamWriter.PhotoDreams dreams = opened.get().dreams();
        return opened.get().with(writer.failed(dreams, reason, message, System.nanoTime()));
      }
      return fresh(writer.failed(unread(), reason, message, System.nanoTime()));
    }

    @Override
    public List<Line> skipped(String kind) {
      return fresh(writer.skipped(unread(), kind));
    }

    private DreamWriter.PhotoDreams unread() {
      List<String> mixes = task.dreams().stream().map(Asked::mix).toList();
      return new DreamWriter.PhotoDreams(task.photo(), "", DecoderVersion.NONE, mixes);
    }
  }

  /**
   * A photo that was read.
   *
   * @param known dreams that are there, since the photo's bytes are those of then
   * @param dreams that are still to be made
   */
  private record Opened(List<Line> known, DreamWriter.PhotoDreams dreams, byte[] bytes) {
    List<Line> with(List<DreamReceipt> receipts) {
      List<Line> lines = new ArrayList<>(known);
      lines.addAll(fresh(receipts));
      return lines;
    }
  }

  private static Opened opened(DreamTask task, byte[] bytes) {
    String sha256 = TileKey.sha256(bytes);
    List<Line> known = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (Asked dream : task.dreams()) {
      DreamRow old = dream.old();
      if (old != null && sha256.equals(old.photoSha256())) {
        known.add(new Line.Touched(old, task.photo()));
      } else {
        open.add(dream.mix());
      }
    }
    DreamWriter.PhotoDreams dreams =
        new DreamWriter.PhotoDreams(task.photo(), sha256, DecoderVersion.of(bytes), open);
    return new Opened(known, dreams, bytes);
  }

  private static List<Line> fresh(List<DreamReceipt> receipts) {
    receipts.forEach(receipt -> Metrics.ofExecutor().ended(receipt.outcome()));
    return receipts.stream().<Line>map(Line.Fresh::new).toList();
  }

  private DreamWriter writer() {
    DreamJob job = DreamJob.FORM.read("job", context.job(), List.of());
    ObjectStore store = Storage.open(context.output());
    return new DreamWriter(
        context, job, EngineCache.of(context.shippedNetwork()).engine(), store, this::passed);
  }

  private void passed(double flop) {
    workCounters.add(1, flop);
    TaskCancellation.ifCancelled();
  }
}
