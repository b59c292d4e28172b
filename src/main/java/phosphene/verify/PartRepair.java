package phosphene.verify;

import java.util.List;
import java.util.Set;
import phosphene.cluster.Dispatch;
import phosphene.cluster.Storage;
import phosphene.gallery.index.IndexPart;
import phosphene.gallery.store.HadoopStore;

/**
 * What an executor does with a file of the index: takes rows out, and says how many.
 *
 * @param gallery its URI
 * @param columns in one of which a row that goes has one of the values
 */
record PartRepair(String gallery, List<String> columns, Set<String> values)
    implements Dispatch.Work<String, Integer> {
  PartRepair {
    columns = List.copyOf(columns);
    values = Set.copyOf(values);
  }

  @Override
  public Integer work(String file) {
    return new IndexPart(HadoopStore.open(gallery, Storage.ofTask()), file)
        .without(columns, values);
  }
}
