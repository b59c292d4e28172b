package phosphene.job.run;

import java.util.Optional;
import java.util.function.Supplier;
import phosphene.network.Network;

/** The pages of one gallery. */
public interface GalleryPages {
  /** What galleries with such pages are called, such as {@code atlases}. */
  String galleries();

  /** What one of them is, such as {@code an atlas}. */
  String gallery();

  /** Whether such pages can also run a network, on photos that visitors drop. */
  boolean runNetworks();

  /**
   * Writes all pages; those that are there are replaced.
   *
   * @param live the network that they run, if they can and are to run one; asked for only if there
   *     are pages to be written
   * @return how many there are; 0 if the gallery has nothing to show
   */
  long write(Optional<Supplier<Network>> live) throws InterruptedException;

  /** Notes that images are to come, whose pages are then missing. */
  void expect();

  /** True if there may be images without a page. */
  boolean owed();

  /** Writes the pages that are missing, and notes that none is. */
  void update() throws InterruptedException;

  /** Where one begins to read; empty if there is no page. */
  Optional<String> first();
}
