package phosphene.verify;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import phosphene.gallery.Problem;

/**
 * What an executor found of some things that it looked at.
 *
 * @param things that were looked at
 * @param damaged what is missing or damaged
 * @param withheld what the store did not give, which may be whole
 */
record CheckResult(long things, List<Problem> damaged, List<Problem> withheld)
    implements Serializable {
  CheckResult {
    damaged = List.copyOf(damaged);
    withheld = List.copyOf(withheld);
  }

  /** All that breaks a rule. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(damaged);
    problems.addAll(withheld);
    return problems;
  }
}
