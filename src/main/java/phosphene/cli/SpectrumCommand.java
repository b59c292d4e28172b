package phosphene.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import phosphene.ascent.SpectrumMeter;
import phosphene.gallery.store.Objects;
import phosphene.image.Photos;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.spec.Plural;
import phosphene.spec.SpecException;
import phosphene.spec.SpectrumFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the spectrum that images of the recipe maco have. */
@Command(
    name = "spectrum",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the mean magnitude spectrum of the photos of a folder, for the recipe maco:",
      "--set recipe=maco --set recipe.parameterization.maco.spectrum=FILE",
      "Photos with a side below 256 pixels, and files that are no photos, are left out."
    })
final class SpectrumCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "PHOTOS",
      description = "Folder of this machine; its folders count too.")
  String photos = "";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "The file to write, a .yaml.")
  Path output = Path.of("");

  @Mixin QuietOption options = new QuietOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (!output.toString().endsWith(".yaml")) {
      throw new SpecException("Invalid --output: " + output + " (must end with .yaml)");
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Path> files = files();
    SpectrumMeter meter = new SpectrumMeter();
    try (Progress progress = options.progress("Measuring", spec.commandLine().getErr())) {
      for (int i = 0; i < files.size(); i++) {
        progress.show((double) i / files.size(), i + " of " + Plural.of(files.size(), "file"));
        measure(files.get(i), meter, out);
      }
    }
    if (meter.count() == 0) {
      throw new SpecException(
          "Cannot measure " + photos + ": no photo of at least " + SpectrumMeter.SIDE + " pixels");
    }
    String of = Plural.of(meter.count(), "photo");
    Files.writeString(output, SpectrumFile.text(of, meter.table()), StandardCharsets.UTF_8);
    out.printf(Locale.ROOT, "Measured %s: %s%n", of, output);
    out.flush();
    return ExitCode.DONE;
  }

  /** The files, in the order of their names. */
  private List<Path> files() {
    if (!Objects.local(photos) || !Files.isDirectory(Objects.file(photos))) {
      throw new SpecException("Invalid PHOTOS: " + photos + " (must be a folder of this machine)");
    }
    try (Stream<Path> all = Files.walk(Objects.file(photos))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + photos + ": " + e.getMessage(), e);
    }
  }

  private static void measure(Path file, SpectrumMeter meter, PrintWriter out) throws IOException {
    try {
      String name = String.valueOf(file.getFileName());
      Photo photo = Photos.decode(Files.readAllBytes(file), name, Photos.PIXEL_LIMIT);
      if (Math.min(photo.levels().width(), photo.levels().height()) < SpectrumMeter.SIDE) {
        out.printf(Locale.ROOT, "Left out: %s: a side below %d%n", file, SpectrumMeter.SIDE);
        return;
      }
      meter.add(photo.levels());
    } catch (UnreadableImageException e) {
      out.printf(Locale.ROOT, "Left out: %s: %s%n", file, e.getMessage());
    }
  }
}
