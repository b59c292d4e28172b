package phosphene.network.zoo;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import phosphene.network.Digest;
import phosphene.network.Preprocessing;

/**
 * A network whose weights can be had.
 *
 * @param name such as {@code vgg19}
 * @param about for people
 * @param download the weight file
 */
public record CatalogueEntry(String name, About about, Download download) {

  /** What people should know of a network. */
  public record About(String title, String licence, String citation) {}

  /**
   * A weight file in the net.
   *
   * @param file its name in the cache; empty if it lies nowhere
   * @param bytes its size, 0 if unknown
   * @param digest the documented digest, empty if none is documented
   * @param mirrors where it lies, in the order in which they are tried; none if it comes with the
   *     program
   */
  public record Download(String file, long bytes, Optional<KnownDigest> digest, List<URI> mirrors) {
    public Download {
      mirrors = List.copyOf(mirrors);
    }
  }

  /** A digest that somebody documented. */
  public record KnownDigest(Digest function, String hex) {}

  /** True if the weights come with the program, and there is nothing to fetch. */
  public boolean embedded() {
    return download.mirrors().isEmpty() && !download.file().isEmpty();
  }

  /** True if nobody publishes weights that can be read as they are. */
  public boolean unpublished() {
    return download.file().isEmpty();
  }

  /** How the network sees pixels. */
  public Preprocessing preprocessing() {
    return KnownNetwork.named(name).complete().preprocessing();
  }
}
