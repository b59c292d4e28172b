package phosphene.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import phosphene.gallery.Problem;
import phosphene.gallery.Rule;
import phosphene.job.JobKinds;

/** What of a gallery is known to be missing or damaged, by name. */
final class Damage {
  private final Set<String> files = new TreeSet<>();
  private final Set<String> images = new TreeSet<>();
  private final List<String> altered = new ArrayList<>();

  /** Takes note of damage to a file of the index or an image. */
  void add(Problem problem) {
    String name = problem.path();
    if (problem.rule() == Rule.INDEX) {
      files.add(name);
    } else if (!name.isEmpty()) { // a row that names none cannot be found by its image
      images.add(name);
      if (problem.rule() == Rule.INTACT && JobKinds.places().holdsPicture(name)) {
        altered.add(name);
      }
    }
  }

  /** Files of the index that cannot be read. */
  Set<String> files() {
    return Collections.unmodifiableSet(files);
  }

  /** Images that are missing, or are not those of their rows. */
  Set<String> images() {
    return Collections.unmodifiableSet(images);
  }

  /** Those that are there. */
  List<String> altered() {
    return Collections.unmodifiableList(altered);
  }
}
