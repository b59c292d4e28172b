package phosphene.network;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A network whose weights can be fetched.
 *
 * @param name such as {@code vgg19}
 * @param about for people
 * @param labels resource with the class names
 * @param download the weight file
 */
public record CatalogueEntry(String name, About about, String labels, Download download) {

  /** What people should know of a network. */
  public record About(String title, String licence, String citation) {}

  /**
   * A weight file in the net.
   *
   * @param file its name in the cache
   * @param bytes its size, 0 if unknown
   * @param digest the documented digest, empty if none is documented
   * @param mirrors where it lies, in the order in which they are tried
   */
  public record Download(String file, long bytes, Optional<KnownDigest> digest, List<URI> mirrors) {
    public Download {
      mirrors = List.copyOf(mirrors);
    }
  }

  /** A digest that somebody documented. */
  public record KnownDigest(Digest function, String hex) {}

  /** How the network sees pixels. */
  public Preprocessing preprocessing() {
    return Known.named(name).complete().preprocessing();
  }
}
