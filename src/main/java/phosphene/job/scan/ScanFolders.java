package phosphene.job.scan;

import java.io.IOException;
import java.util.Iterator;
import java.util.SortedSet;
import java.util.TreeSet;
import phosphene.cluster.Cluster;
import phosphene.gallery.Layout;
import phosphene.gallery.store.StoreException;
import phosphene.gallery.store.Walk;
import phosphene.gallery.store.Walk.Found;

/** Where the scans of a gallery are. */
final class ScanFolders {
  private ScanFolders() {}

  /**
   * The folders of all scans, in the order of their names: a store lists in an order of its own.
   */
  static SortedSet<String> of(String gallery) {
    SortedSet<String> folders = new TreeSet<>();
    Iterator<Found> found = Walk.open(gallery, Cluster.storage()).below(Layout.SCANS);
    while (found.hasNext()) {
      Found one = found.next();
      if (one instanceof Found.Locked locked) {
        throw new StoreException("Cannot list " + locked.name(), new IOException(locked.message()));
      }
      if (one instanceof Found.Leaf file && Layout.holdsNeurons(file.name())) {
        folders.add(file.name().substring(0, file.name().lastIndexOf('/')));
      }
    }
    return folders;
  }
}
