package phosphene.job.scan;

import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.run.GalleryPages;
import phosphene.network.Network;
import phosphene.site.ScanSite;

/** The 3D pages of scanned photos. */
final class ScanPages implements GalleryPages {
  private final ObjectStore store;
  private Optional<String> first = Optional.empty(); // a store is not listed twice for it

  ScanPages(ObjectStore store) {
    this.store = store;
  }

  private ScanSite site() {
    return ScanSite.of(store);
  }

  private SortedSet<String> folders() {
    SortedSet<String> folders = ScanFolders.of(store.uri());
    first = folders.stream().findFirst().map(folder -> folder + "/index.html");
    return folders;
  }

  @Override
  public String galleries() {
    return "scans";
  }

  @Override
  public String gallery() {
    return "a gallery of scans";
  }

  @Override
  public boolean runNetworks() {
    return true;
  }

  @Override
  public long write(Optional<Supplier<Network>> live) throws InterruptedException {
    SortedSet<String> folders = folders();
    if (folders.isEmpty()) {
      return 0;
    }
    ScanSite site = live.map(network -> site().running(network.get())).orElseGet(this::site);
    return site.write(folders.iterator());
  }

  @Override
  public void expect() {
    site().expect();
  }

  @Override
  public boolean owed() {
    return site().owed();
  }

  @Override
  public void update() throws InterruptedException {
    SortedSet<String> folders = folders();
    if (!folders.isEmpty()) {
      site().update(folders.iterator());
    }
  }

  @Override
  public Optional<String> first() {
    if (first.isEmpty()) {
      folders();
    }
    return first;
  }
}
