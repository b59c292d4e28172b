package phosphene.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phosphene.cluster.Dispatch;
import phosphene.cluster.Storage;
import phosphene.cluster.TaskCancellation;
import phosphene.gallery.Problem;
import phosphene.gallery.Rule;
import phosphene.gallery.store.Fingerprint;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectName;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;

/**
 * What an executor does with some rows: reads their objects, one after the other, and compares.
 *
 * @param gallery its URI
 */
record ObjectCheck(String gallery) implements Dispatch.Work<List<IndexedImage>, CheckResult> {
  @Override
  public CheckResult work(List<IndexedImage> rows) {
    ObjectStore store = HadoopStore.open(gallery, Storage.ofTask());
    List<Problem> damaged = new ArrayList<>();
    List<Problem> withheld = new ArrayList<>();
    for (IndexedImage row : rows) {
      TaskCancellation.ifCancelled();
      try {
        problem(store, row).ifPresent(damaged::add);
      } catch (StoreException e) {
        of(Rule.INTACT, row, String.valueOf(e.getMessage())).ifPresent(withheld::add);
      }
    }
    return new CheckResult(rows.size(), damaged, withheld);
  }

  private static Optional<Problem> problem(ObjectStore store, IndexedImage row) {
    if (row.path().isEmpty()) {
      return of(Rule.PRESENT, row, "its row names no object");
    }
    if (!ObjectName.valid(row.path())) {
      return of(Rule.PRESENT, row, "its row names what can be no object of a gallery");
    }
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
        : of(Rule.INTACT, row, "SHA-256 " + object.sha256() + ", " + row.sha256() + " in its row");
  }

  private static Optional<Problem> of(Rule rule, IndexedImage row, String message) {
    return Optional.of(new Problem(rule, row.path(), row.key(), message));
  }
}
