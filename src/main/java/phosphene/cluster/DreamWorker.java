package phosphene.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  // A stream's bytes are read in pieces, which are then joined.
  private static final long READING = 2;
  private static final Logger LOG = LoggerFactory.getLogger(DreamWorker.class);

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
    DreamEasel easel = easel();
    try {
      return task.photo().bytes() > MOST_BYTES
          ? refused(task, Reason.TOO_LARGE, "more than 512 MB in the file")
          : admitted(task, easel);
    } catch (StoreException e) {
      return refused(task, Reason.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  /** Works on a photo when the heap has room for it. */
  private List<Line> admitted(DreamTask task, DreamEasel easel) {
    HeapGate gate = HeapGate.ofProcess();
    long needed = READING * task.photo().bytes();
    if (needed > gate.capacity()) {
      return refused(task, Reason.OUT_OF_MEMORY, Miniatures.narrow(needed, gate.capacity()));
    }
    while (true) {
      try (HeapGate.Pass pass = gate.enter(needed, this::waiting)) {
        Opened opened = open(task);
        DreamEasel.Sitting sitting = opened.sitting();
        needed = Math.max(needed, easel.heapBytes(sitting, opened.bytes()));
        if (needed > gate.capacity()) {
          String message = Miniatures.narrow(needed, gate.capacity());
          return opened.with(
              easel.failed(sitting, Reason.OUT_OF_MEMORY, message, System.nanoTime()));
        }
        if (pass.change(needed)) {
          return opened.with(easel.keep(sitting, opened.bytes()));
        }
      } // What was read is let go of, and read again when there is room for all.
      LOG.debug("{} waits for {} bytes of heap", task.photo().path(), needed);
    }
  }

  private void waiting() {
    endIfCancelled();
    done.alive();
  }

  /**
   * A photo that was read.
   *
   * @param known dreams that are there, since the photo's bytes are those of then
   * @param sitting what is to be dreamt
   */
  private record Opened(List<Line> known, DreamEasel.Sitting sitting, byte[] bytes) {
    List<Line> with(List<DreamReceipt> receipts) {
      List<Line> lines = new ArrayList<>(known);
      lines.addAll(fresh(receipts));
      return lines;
    }
  }

  private Opened open(DreamTask task) {
    byte[] bytes = bytes(task.photo());
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
    return new Opened(known, new DreamEasel.Sitting(task.photo(), sha256, open), bytes);
  }

  /** No dream of a photo that was not even read. */
  private List<Line> refused(DreamTask task, Reason reason, String message) {
    List<String> mixes = task.dreams().stream().map(Asked::mix).toList();
    DreamEasel.Sitting sitting = new DreamEasel.Sitting(task.photo(), "", mixes);
    return fresh(easel().failed(sitting, reason, message, System.nanoTime()));
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
