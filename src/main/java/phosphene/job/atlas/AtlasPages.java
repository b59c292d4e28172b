package phosphene.job.atlas;

import java.util.Optional;
import java.util.function.Supplier;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.run.GalleryPages;
import phosphene.network.Network;
import phosphene.site.AtlasSite;

/** The pages of an atlas. */
final class AtlasPages implements GalleryPages {
  private final AtlasSite site;

  AtlasPages(ObjectStore store) {
    this.site = AtlasSite.of(store);
  }

  @Override
  public String galleries() {
    return "atlases";
  }

  @Override
  public String gallery() {
    return "an atlas";
  }

  @Override
  public boolean runNetworks() {
    return false;
  }

  @Override
  public long write(Optional<Supplier<Network>> live) {
    if (live.isPresent()) {
      throw new IllegalArgumentException("pages of an atlas run no network");
    }
    return site.write() + 1L; // one a layer, and the first
  }

  @Override
  public void expect() {
    site.expect();
  }

  @Override
  public boolean owed() {
    return site.owed();
  }

  @Override
  public void update() {
    site.write();
    site.settle();
  }

  @Override
  public Optional<String> first() {
    return Optional.of(AtlasSite.INDEX);
  }
}
