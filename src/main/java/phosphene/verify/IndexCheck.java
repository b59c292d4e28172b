package phosphene.verify;

import java.util.List;
import java.util.Optional;
import phosphene.cluster.Dispatch;
import phosphene.cluster.Storage;
import phosphene.gallery.Problem;
import phosphene.gallery.Rule;
import phosphene.gallery.index.IndexPart;
import phosphene.gallery.index.UnitsTable;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;

/**
 * What an executor does with a file of the index: reads every value of it.
 *
 * @param gallery its URI
 */
record IndexCheck(String gallery) implements Dispatch.Work<String, CheckResult> {
  @Override
  public CheckResult work(String file) {
    ObjectStore store = HadoopStore.open(gallery, Storage.ofTask());
    try {
      Optional<String> damage =
          file.equals(UnitsTable.CONTENTS)
              ? new UnitsTable(store).damage()
              : new IndexPart(store, file).damage();
      return new CheckResult(
          1, damage.map(message -> problem(file, message)).stream().toList(), List.of());
    } catch (StoreException e) {
      return new CheckResult(1, List.of(), List.of(problem(file, String.valueOf(e.getMessage()))));
    }
  }

  private static Problem problem(String file, String message) {
    return new Problem(Rule.INDEX, file, "", message);
  }
}
