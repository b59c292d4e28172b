package phosphene.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import phosphene.gallery.Fingerprint;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.Problem;
import phosphene.gallery.Rule;
import phosphene.gallery.StoreException;

/**
 * What an executor does with some rows: reads their objects, one after the other, and compares.
 *
 * @param gallery its URI
 */
record ObjectCheck(String gallery) implements Dispatch.Work<List<Drawn>, ObjectCheck.Examined> {
  /**
   * What was found.
   *
   * @param rows that were looked at
   * @param objects of them that were there
   */
  record Examined(long rows, long objects, List<Problem> problems) implements Serializable {
    Examined {
      problems = List.copyOf(problems);
    }
  }

  @Override
  public Examined work(List<Drawn> rows) {
    ObjectStore store = HadoopStore.open(gallery, Storage.ofTask());
    List<Problem> problems = new ArrayList<>();
    long absent = 0;
    for (Drawn row : rows) {
      if (TaskContext.get().isInterrupted()) {
        throw new TaskKilledException("the job was cancelled");
      }
      Optional<Problem> problem = problem(store, row);
      absent += problem.filter(found -> found.rule() == Rule.PRESENT).isPresent() ? 1 : 0;
      problem.ifPresent(problems::add);
    }
    return new Examined(rows.size(), rows.size() - absent, problems);
  }

  private static Optional<Problem> problem(ObjectStore store, Drawn row) {
    if (row.path().isEmpty()) {
      return of(Rule.PRESENT, row, "its row names no object");
    }
    try {
      Optional<Fingerprint> found = store.fingerprint(row.path());
      if (found.isEmpty()) {
        return of(Rule.PRESENT, row, "no such object");
      }
      Fingerprint object = found.get();
      if (object.bytes() != row.bytes()) {
        return of(Rule.INTACT, row, object.bytes() + " bytes, " + row.bytes() + " in its row");
      }
      return object.sha256().equals(row.sha256())
          ? Optional.empty()
          : of(
              Rule.INTACT, row, "SHA-256 " + object.sha256() + ", " + row.sha256() + " in its row");
    } catch (StoreException e) {
      return of(Rule.INTACT, row, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Problem> of(Rule rule, Drawn row, String message) {
    return Optional.of(new Problem(rule, row.path(), row.key(), message));
  }
}
