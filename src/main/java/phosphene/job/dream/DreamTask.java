package phosphene.job.dream;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.index.DreamRow;
import phosphene.plan.PhotoFile;

/** A photo and the dreams that are asked of it. */
public record DreamTask(PhotoFile photo, List<Asked> dreams) implements Serializable {
  public DreamTask {
    dreams = List.copyOf(dreams);
  }

  /**
   * A dream.
   *
   * @param mix by its name
   * @param old the last row of this photo and mix, which still holds if the photo's bytes are those
   *     of then
   */
  record Asked(String mix, @Nullable DreamRow old) implements Serializable {}
}
