package phosphene.job.run;

import org.apache.spark.TaskKilledException;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Dispatch;
import phosphene.cluster.TaskCancellation;
import phosphene.gallery.store.StoreException;
import phosphene.image.pixel.UnreadableImageException;

/**
 * Draws a sheet on an executor. One that cannot be drawn does not end the job, whose images are all
 * there: its failure is a value, and reported.
 *
 * @param <T> what is to be drawn
 */
public interface SheetFunction<T> extends Dispatch.Work<T, SheetResult> {
  /** The sheet's object in the gallery. */
  String object(T task);

  /** Draws it and stores it. */
  void draw(T task);

  @Override
  default SheetResult work(T task) {
    try {
      draw(task);
      return SheetResult.drawn(object(task));
    } catch (TaskKilledException e) {
      throw e;
    } catch (UnreadableImageException | StoreException e) {
      return SheetResult.failed(object(task), String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError | RuntimeException e) {
      TaskCancellation.ifCancelled();
      LoggerFactory.getLogger(SheetFunction.class).error("Cannot draw {}", object(task), e);
      return SheetResult.failed(object(task), e.toString());
    }
  }
}
