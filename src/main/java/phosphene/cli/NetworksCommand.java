package phosphene.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import phosphene.cluster.Cluster;
import phosphene.job.run.NetworkSource;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.zoo.Catalogue;
import phosphene.network.zoo.CatalogueEntry;
import phosphene.network.zoo.Fetch;
import phosphene.network.zoo.Networks;
import phosphene.spec.NetworkRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The known networks. */
@Command(
    name = "networks",
    mixinStandardHelpOptions = true,
    description = "Lists the known networks; shows the layers of one; fetches its weights.")
final class NetworksCommand implements Callable<Integer> {
  // Of a file or a pipe, whose lines may be as long as they are.
  private static final int WIDE = 1000;

  @Option(
      names = "--weights-cache",
      paramLabel = "DIR",
      description = "Folder of fetched weights (default: ${DEFAULT-VALUE}).",
      defaultValue = WeightsCacheOption.DEFAULT,
      scope = picocli.CommandLine.ScopeType.INHERIT)
  Path cache = Path.of("");

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = out();
    Catalogue catalogue = Catalogue.bundled();
    out.printf(
        Locale.ROOT,
        "%-18s %-38s %8s %9s  %s%n",
        "name",
        "network",
        "filters",
        "weights",
        "licence");
    for (CatalogueEntry entry : catalogue.entries()) {
      boolean here = catalogue.cached(entry.name(), cache).isPresent();
      out.printf(
          Locale.ROOT,
          "%-18s %-38s %,8d %9s  %s%n",
          entry.name(),
          entry.about().title(),
          NetworkTable.filters(Networks.architecture(entry.name())),
          state(entry, here),
          entry.about().licence());
    }
    out.flush();
    return ExitCode.DONE;
  }

  private static String state(CatalogueEntry entry, boolean here) {
    if (entry.embedded()) {
      return "embedded";
    }
    return entry.unpublished() ? "yours" : here ? "fetched" : "-";
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints a network's layers with shape, receptive field and cost.")
  int show(
      @Parameters(
              paramLabel = "NAME",
              description =
                  "Name of a network, or a path or URI of a model (.onnx, .keras, .h5, .zip).")
          String name,
      @Option(
              names = "--weights",
              paramLabel = "FILE",
              description = "Weights of the network, a path or URI: they say which layers it has.")
          @Nullable String weights) {
    NetworkRef ref =
        new NetworkRef(name, Optional.ofNullable(weights), Optional.empty(), "networks show");
    Networks.require(ref);
    PrintWriter out = out();
    if (ref.model() || weights != null) {
      Network model = NetworkSource.open(ref, cache, Cluster.storage()).network();
      out.printf(Locale.ROOT, "%s%n", weights == null ? name : name + " with " + weights);
      layers(model.architecture(), model.labels(), out);
    } else {
      known(Catalogue.bundled().entry(name), out);
    }
    out.flush();
    return ExitCode.DONE;
  }

  private static void known(CatalogueEntry entry, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s (%s), licence: %s%n%s%n",
        entry.about().title(),
        entry.name(),
        entry.about().licence(),
        entry.about().citation());
    layers(Networks.architecture(entry.name()), Networks.labels(entry.name()), out);
    List<String> mirrors = entry.download().mirrors().stream().map(String::valueOf).toList();
    out.printf(
        Locale.ROOT,
        "Weights: %s%n",
        entry.embedded()
            ? "they come with the program"
            : entry.unpublished()
                ? "yours (docs/networks.md tells how PyTorch's become a file)"
                : String.join("\n         ", mirrors));
  }

  private static void layers(Architecture architecture, List<String> labels, PrintWriter out) {
    int width = Terminal.ofOutput().map(Terminal::width).orElse(WIDE);
    new NetworkTable(architecture, labels, width).print(out);
  }

  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description = "Downloads a network's weights and checks their digest.")
  int fetch(
      @Parameters(paramLabel = "NAME", description = "Name of a network.") String name,
      @Mixin QuietOption options)
      throws InterruptedException {
    CatalogueEntry entry = Catalogue.bundled().entry(name);
    if (entry.embedded()) {
      out().printf(Locale.ROOT, "%s comes with the program: nothing to fetch.%n", name);
      out().flush();
      return ExitCode.DONE;
    }
    Path file;
    try (Progress progress = options.progress("Fetching " + name, spec.commandLine().getErr())) {
      file = new Fetch(cache).fetch(entry, (bytes, total) -> show(bytes, total, progress));
    }
    out().printf(Locale.ROOT, "%s: %s%n", name, file);
    out().flush();
    return ExitCode.DONE;
  }

  private static void show(long bytes, long total, Progress progress) {
    double share = total > 0 ? Math.min(1, (double) bytes / total) : 0;
    progress.show(share, String.format(Locale.ROOT, "%.1f of %.1f MB", bytes / 1e6, total / 1e6));
  }
}
