package phosphene.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import phosphene.cluster.Cluster;
import phosphene.gallery.Layout;
import phosphene.gallery.Manifest;
import phosphene.gallery.Provenance;
import phosphene.gallery.store.HadoopStore;
import phosphene.job.JobKinds;
import phosphene.job.run.GalleryPages;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.OutputPlace;
import phosphene.network.Network;
import phosphene.network.zoo.Catalogue;
import phosphene.spec.NetworkRef;
import phosphene.spec.Plural;
import phosphene.spec.SpecException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the pages of a gallery. */
@Command(
    name = "site",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the pages of a gallery: of an atlas index.html and a page a layer, of scans a 3D page a photo.",
      "What they share is in site/. They work from a web server, from a bucket, and opened as files."
    },
    footer = {"", "Try: phosphene site out/scans"})
final class SiteCommand implements Callable<Integer> {
  private static final String NETWORK = "squeezenet";

  @Parameters(index = "0", paramLabel = "GALLERY", description = "A path or URI.")
  String gallery = "";

  @Option(
      names = "--live",
      description =
          "Pages also run SqueezeNet, in the browser, on photos that visitors drop. Writes its weights"
              + " as 16-bit floats.")
  boolean live;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "Weights of SqueezeNet for --live, a path or URI (default: those of the scans' job, else"
              + " those that were fetched by ./phosphene networks fetch squeezenet).")
  @Nullable String weights;

  @Option(
      names = "--weights-cache",
      paramLabel = "DIR",
      description = "Folder of fetched weights (default: ${DEFAULT-VALUE}).",
      defaultValue = "${sys:user.home}/.cache/phosphene/weights")
  Path cache = Path.of("");

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    HadoopStore store = HadoopStore.asked(gallery, Cluster.storage());
    GalleryPages pages = pages(store);
    if (live && !pages.runNetworks()) {
      String rule = galleries(store, GalleryPages::runNetworks);
      throw new SpecException(
          "Invalid --live: " + gallery + " is " + pages.gallery() + " (must be of " + rule + ")");
    }
    long written = pages.write(live ? Optional.of(() -> network(store)) : Optional.empty());
    if (written == 0) {
      throw new SpecException(
          "Cannot write pages of " + gallery + ": it holds no " + pages.galleries());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s; the first: %s/%s%n",
        Plural.of(written, "page"),
        OutputPlace.local(store.uri()),
        pages.first().orElseThrow());
    out.flush();
    return ExitCode.DONE;
  }

  private GalleryPages pages(HadoopStore store) {
    return JobKinds.named(Manifest.read(store).kind())
        .flatMap(kind -> kind.pages(store))
        .orElseThrow(
            () ->
                new SpecException(
                    "Cannot write pages of "
                        + gallery
                        + ": only "
                        + galleries(store, any -> true)
                        + " have some"));
  }

  /** What galleries with such pages are called. */
  private static String galleries(HadoopStore store, Predicate<GalleryPages> such) {
    return JobKinds.all().stream()
        .flatMap(kind -> kind.pages(store).stream())
        .filter(such)
        .map(GalleryPages::galleries)
        .collect(Collectors.joining(" and "));
  }

  /** SqueezeNet by the weights that scanned the photos, where it did. */
  private Network network(HadoopStore store) {
    Manifest manifest = Manifest.read(store);
    Optional<String> named = Optional.ofNullable(weights).or(() -> recorded(manifest));
    if (named.isEmpty() && Catalogue.bundled().cached(NETWORK, cache).isEmpty()) {
      throw new SpecException(
          "Cannot write pages that run SqueezeNet: its weights are not there (run ./phosphene"
              + " networks fetch "
              + NETWORK
              + ", or name a file by --weights)");
    }
    Network network = open(new NetworkRef(NETWORK, named, Optional.empty(), "--live"));
    Provenance.NetworkName scanned = manifest.network();
    boolean same = network.sha256().equals(scanned.sha256());
    if (network.architecture().name().equals(scanned.name()) && !same) {
      throw new SpecException(
          String.format(
              Locale.ROOT,
              "Invalid weights of --live: SHA-256 %s (must be those that scanned the photos: %s, %s)",
              network.sha256(),
              scanned.name(),
              scanned.sha256()));
    }
    return network;
  }

  /** The weights that the job of the scans named, if it named some and was of this network. */
  private static Optional<String> recorded(Manifest manifest) {
    NetworkRef ref = JobKinds.file().read(Layout.MANIFEST, manifest.jobFile(), List.of()).network();
    return ref.name().equals(NETWORK) ? ref.weights() : Optional.empty();
  }

  private Network open(NetworkRef ref) {
    try {
      return NetworkSource.open(ref, cache, Cluster.storage()).network();
    } catch (SpecException e) {
      if (weights != null) {
        throw new SpecException("--weights " + weights + ": " + e.getMessage(), e);
      }
      if (ref.weights().isEmpty()) {
        throw new SpecException("--live: " + e.getMessage(), e);
      }
      throw new SpecException(
          e.getMessage() + " (the scans were made with these: name where they are by --weights)",
          e);
    }
  }
}
