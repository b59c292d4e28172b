package phosphene.job.atlas;

import java.io.Serializable;
import java.util.List;
import phosphene.gallery.Judgement;

/**
 * What the judges say of an image of a class.
 *
 * @param key of its tile
 * @param judgements of the network itself, and of the job's judge if it has one
 */
record Verdict(String key, List<Judgement> judgements) implements Serializable {
  Verdict {
    judgements = List.copyOf(judgements);
  }
}
