package phosphene.verify;

import phosphene.cluster.Dispatch;
import phosphene.cluster.Storage;
import phosphene.gallery.store.HadoopStore;

/**
 * Removes an object, and says what it was.
 *
 * @param gallery its URI
 */
record ObjectRemoval(String gallery) implements Dispatch.Work<String, String> {
  @Override
  public String work(String name) {
    HadoopStore.open(gallery, Storage.ofTask()).delete(name);
    return name;
  }
}
