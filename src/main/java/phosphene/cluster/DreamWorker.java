package phosphene.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import phosphene.cluster.DreamTask.Asked;
import phosphene.gallery.DreamReceipt;
import phosphene.gallery.DreamRow;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.PhotoCollection;
import phosphene.gallery.StoreException;
import phosphene.plan.PhotoFile;
import phosphene.plan.TileKey;
import phosphene.spec.DreamJob;
import phosphene.spec.JobFile;

/**
 * What an executor does with a photo: reads it once, dreams what is asked, stores each dream and
 * returns a line for each.
 *
 * @param done counts the work as it is done
 */
record DreamWorker(DreamOrder order, WorkCount done)
    implements Dispatch.Work<DreamTask, List<DreamWorker.Line>> {
  // A longer file is no photo within any limit, and would fill the heap.
  static final int MOST_BYTES = 512 << 20;

  /** What became of a dream: made or failed now, or found to be there. */
  sealed interface Line extends java.io.Serializable {
    /** Made or failed. */
    record Fresh(DreamReceipt receipt) implements Line {}

    /** There: the photo was touched, and its bytes are still those of this row. */
    record Touched(DreamRow row, PhotoFile photo) implements Line {}
  }

  @Override
  public List<Line> work(DreamTask task) {
    endIfCancelled();
    PhotoFile photo = task.photo();
    byte[] bytes;
    try {
      bytes = bytes(photo);
    } catch (StoreException e) {
      return fresh(
          easel()
              .failed(
                  sitting(task, ""),
                  Reason.UNREADABLE,
                  String.valueOf(e.getMessage()),
                  System.nanoTime()));
    }
    String sha256 = TileKey.sha256(bytes);
    List<Line> lines = new ArrayList<>();
    List<Asked> open = new ArrayList<>();
    for (Asked dream : task.dreams()) {
      DreamRow old = dream.old();
      if (old != null && sha256.equals(old.photoSha256())) {
        lines.add(new Line.Touched(old, photo));
      } else {
        open.add(dream);
      }
    }
    if (!open.isEmpty()) {
      lines.addAll(fresh(dreamt(sitting(new DreamTask(photo, open), sha256), bytes)));
    }
    return lines;
  }

  private List<DreamReceipt> dreamt(DreamEasel.Sitting sitting, byte[] bytes) {
    return bytes.length > MOST_BYTES
        ? easel()
            .failed(sitting, Reason.TOO_LARGE, "more than 512 MB in the file", System.nanoTime())
        : easel().keep(sitting, bytes);
  }

  private static DreamEasel.Sitting sitting(DreamTask task, String sha256) {
    return new DreamEasel.Sitting(
        task.photo(), sha256, task.dreams().stream().map(Asked::mix).toList());
  }

  private static List<Line> fresh(List<DreamReceipt> receipts) {
    receipts.forEach(receipt -> Meters.ofExecutor().ended(receipt.outcome()));
    return receipts.stream().<Line>map(Line.Fresh::new).toList();
  }

  private DreamEasel easel() {
    DreamJob job = (DreamJob) JobFile.read("job", order.job(), List.of());
    ObjectStore store = HadoopStore.open(order.output(), settings());
    return new DreamEasel(order, job, EngineRoom.of(order.ticket()).engine(), store, this::passed);
  }

  private void passed(double flop) {
    done.add(1, flop);
    endIfCancelled();
  }

  /** Ends a task of a cancelled job at its next step, not with its last photo. */
  private static void endIfCancelled() {
    if (TaskContext.get().isInterrupted()) {
      throw new TaskKilledException("the job was cancelled");
    }
  }

  private byte[] bytes(PhotoFile photo) {
    if (photo.bytes() == 0) {
      return new byte[0]; // a pipe that nobody writes to would be waited for
    }
    return PhotoCollection.open(order.place(), settings()).read(photo.path(), MOST_BYTES);
  }

  private static org.apache.hadoop.conf.Configuration settings() {
    return Storage.settings(SparkEnv.get().conf());
  }
}
