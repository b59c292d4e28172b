package phosphene.verify;

import phosphene.cluster.Dispatch;
import phosphene.cluster.Storage;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.Walk.Found;

/**
 * Removes hidden files that killed writers left.
 *
 * @param gallery its URI
 * @param beforeMillis files that changed later may still be written
 */
record LeftoverRemoval(String gallery, long beforeMillis) implements Dispatch.Work<Found, Integer> {
  @Override
  public Integer work(Found found) {
    if (!(found instanceof Found.Leftover file) || file.modifiedMillis() > beforeMillis) {
      return 0;
    }
    HadoopStore.open(gallery, Storage.ofTask()).delete(file.name());
    return 1;
  }
}
