package phosphene.job.atlas;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which classes of two networks are the same: those of one index, if the names stand in the same
 * order or are not known; else those of one name, whatever its case and whether its words have
 * blanks or underscores between them. ImageNet has two names twice, so an index says more.
 *
 * @param own names of the classes that images are of
 * @param judge names of the other network's
 */
record ClassMatch(List<String> own, List<String> judge) implements Serializable {
  ClassMatch {
    own = own.stream().map(ClassMatch::plain).toList();
    judge = judge.stream().map(ClassMatch::plain).toList();
  }

  private static String plain(String name) {
    return name.replace('_', ' ').strip().toLowerCase(Locale.ROOT);
  }

  private boolean byIndex() {
    return own.isEmpty() || judge.isEmpty() || own.equals(judge);
  }

  /** Whether both are one class; empty if the judge has none that is {@code mine}. */
  Optional<Boolean> same(int mine, int judged) {
    if (byIndex()) {
      return Optional.of(mine == judged);
    }
    String name = own.get(mine);
    return judge.contains(name) ? Optional.of(judge.get(judged).equals(name)) : Optional.empty();
  }

  /** True if the judge has one of the classes. */
  boolean any() {
    return byIndex() || own.stream().anyMatch(judge::contains);
  }
}
