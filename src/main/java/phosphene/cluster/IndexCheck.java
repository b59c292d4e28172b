package phosphene.cluster;

import java.util.List;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.IndexTable;
import phosphene.gallery.Problem;
import phosphene.gallery.Rule;
import phosphene.gallery.StoreException;

/**
 * What an executor does with a file of the index: reads every value of it.
 *
 * @param gallery its URI
 */
record IndexCheck(String gallery) implements Dispatch.Work<String, List<Problem>> {
  @Override
  public List<Problem> work(String file) {
    try {
      IndexTable.read(HadoopStore.open(gallery, Storage.ofTask()), file);
      return List.of();
    } catch (StoreException e) {
      return List.of(new Problem(Rule.INDEX, file, "", String.valueOf(e.getMessage())));
    }
  }
}
