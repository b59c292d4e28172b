package phosphene.network.zoo;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import phosphene.network.Digest;
import phosphene.spec.SpecException;

/**
 * The networks whose weights can be fetched or come with the program.
 *
 * @param entries one per known network, in the registry's order
 */
public record Catalogue(List<CatalogueEntry> entries) {
  public Catalogue {
    entries = List.copyOf(entries);
  }

  /** The catalogue that comes with the program. */
  public static Catalogue bundled() {
    Properties lines = new Properties();
    try {
      lines.load(new StringReader(Resources.text("catalogue.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Catalogue(KnownNetwork.ids().stream().map(name -> entry(name, lines)).toList());
  }

  /**
   * The entry of that name.
   *
   * @throws SpecException naming the known ones if there is none
   */
  public CatalogueEntry entry(String name) {
    return entries.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(() -> KnownNetwork.unknown(name, names()));
  }

  /** The names of all entries. */
  public List<String> names() {
    return entries.stream().map(CatalogueEntry::name).toList();
  }

  /** The weight file of a network, embedded or fetched; empty if it is not in the folder. */
  public Optional<Path> cached(String name, Path folder) {
    CatalogueEntry entry = entry(name);
    if (entry.embedded()) {
      return Optional.of(Resources.file(entry.download().file()));
    }
    if (entry.unpublished()) {
      return Optional.empty();
    }
    Path file = folder.resolve(entry.download().file());
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  /**
   * The weight file of a network, embedded or fetched, with the digest that is documented for it,
   * or else with the one that was noted when it was fetched.
   *
   * @throws SpecException saying how to get it if it is not in the folder, or is another file by
   *     now
   */
  public Path weights(String name, Path folder) {
    Path file = cached(name, folder).orElseThrow(() -> missing(entry(name)));
    Fetch.mismatch(file, entry(name))
        .ifPresent(
            mismatch -> {
              throw new SpecException(
                  String.format(
                      Locale.ROOT,
                      "Cannot use weights %s: %s; run ./phosphene networks fetch %s again",
                      file,
                      mismatch,
                      name));
            });
    return file;
  }

  private static SpecException missing(CatalogueEntry entry) {
    String name = entry.name();
    return new SpecException(
        "Cannot find weights of "
            + name
            + ": "
            + (entry.unpublished()
                ? "name a file with weights: (docs/networks.md tells how PyTorch's become one)"
                : "run ./phosphene networks fetch " + name + " or name a file with weights:"));
  }

  private static CatalogueEntry entry(String name, Properties lines) {
    List<URI> mirrors = new ArrayList<>();
    for (String key = name + ".mirror.1"; lines.containsKey(key); ) {
      mirrors.add(URI.create(lines.getProperty(key)));
      key = name + ".mirror." + (mirrors.size() + 1);
    }
    return new CatalogueEntry(
        name,
        new CatalogueEntry.About(
            value(name, "title", lines),
            value(name, "licence", lines),
            value(name, "citation", lines)),
        new CatalogueEntry.Download(
            value(name, "file", lines),
            Long.parseLong(value(name, "bytes", lines)),
            digest(value(name, "digest", lines)),
            mirrors));
  }

  private static Optional<CatalogueEntry.KnownDigest> digest(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    return Optional.of(
        new CatalogueEntry.KnownDigest(
            Digest.valueOf(text.substring(0, colon)), text.substring(colon + 1)));
  }

  /** The value that a network has, or else its family. */
  private static String value(String name, String key, Properties lines) {
    String family = lines.getProperty(name + ".family", name);
    String value = lines.getProperty(name + "." + key, lines.getProperty(family + "." + key));
    if (value == null) {
      throw new AssertionError("the catalogue lacks " + name + "." + key);
    }
    return value.strip();
  }
}
