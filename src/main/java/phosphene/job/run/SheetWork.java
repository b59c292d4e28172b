package phosphene.job.run;

import org.apache.spark.TaskKilledException;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Dispatch;
import phosphene.cluster.TaskEnd;
import phosphene.gallery.store.StoreException;
import phosphene.image.UnreadableImageException;

/**
 * Draws a sheet on an executor. One that cannot be drawn does not end the job, whose pictures are
 * all there: it is a value, and told.
 *
 * @param <T> what is to be drawn
 */
public interface SheetWork<T> extends Dispatch.Work<T, SheetEnd> {
  /** The sheet's object in the gallery. */
  String object(T task);

  /** Draws it and stores it. */
  void draw(T task);

  @Override
  default SheetEnd work(T task) {
    try {
      draw(task);
      return SheetEnd.drawn(object(task));
    } catch (TaskKilledException e) {
      throw e;
    } catch (UnreadableImageException | StoreException e) {
      return SheetEnd.failed(object(task), String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError | RuntimeException e) {
      TaskEnd.ifCancelled();
      LoggerFactory.getLogger(SheetWork.class).error("Cannot draw {}", object(task), e);
      return SheetEnd.failed(object(task), e.toString());
    }
  }
}
