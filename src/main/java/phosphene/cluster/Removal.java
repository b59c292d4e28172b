package phosphene.cluster;

import phosphene.gallery.HadoopStore;

/**
 * Removes an object, and says what it was.
 *
 * @param gallery its URI
 */
record Removal(String gallery) implements Dispatch.Work<String, String> {
  @Override
  public String work(String name) {
    HadoopStore.open(gallery, Storage.ofTask()).delete(name);
    return name;
  }
}
