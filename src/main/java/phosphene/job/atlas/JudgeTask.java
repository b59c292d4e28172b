package phosphene.job.atlas;

import java.io.Serializable;
import java.util.List;

/** Images of classes that are to be judged. */
record JudgeTask(List<Image> images) implements Serializable {
  JudgeTask {
    images = List.copyOf(images);
  }

  /**
   * An image.
   *
   * @param key of its tile
   * @param path in the gallery
   * @param channel the class that it is of
   */
  record Image(String key, String path, int channel) implements Serializable {}
}
