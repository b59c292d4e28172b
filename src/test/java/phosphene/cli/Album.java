package phosphene.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import phosphene.image.Photos;
import phosphene.image.exif.Metadata;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.rig.HeldKind.Hold;

/**
 * A folder with tiny photos, a job file that dreams or scans them, and the gallery that comes of
 * it.
 */
public record Album(Path folder) {
  private static final String JOB =
      """
      job: dream
      network: squeezenet
      weights: random:1
      photos: %p
      layers: conv1
      recipe: {octaves: 2, steps: 2, jitter: 4, tile: 32}
      output: %o
      """;

  private static final String SCAN =
      """
      job: scan
      network: squeezenet
      weights: random:1
      photos: %p
      layers: [conv1, fire9_squeeze1x1, conv10]
      output: %o
      """;

  /** Writes the job file; there are no photos yet. */
  public static Album in(Path folder) {
    return in(folder, JOB);
  }

  /** The same with a job file that scans them. */
  static Album scanned(Path folder) {
    return in(folder, SCAN);
  }

  private static Album in(Path folder, String job) {
    try {
      Album album = new Album(folder);
      Files.createDirectories(album.photos());
      Files.writeString(
          album.job(),
          job.replace("%p", album.photos().toString()).replace("%o", album.output().toString()));
      return album;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path photos() {
    return folder.resolve("photos");
  }

  public Path job() {
    return folder.resolve("job.yaml");
  }

  public Path output() {
    return folder.resolve("out");
  }

  /** Writes a photo of the format that its name says, unlike that of any other colour. */
  public Path photo(String name, double colour) {
    int width = 40;
    int height = 32;
    float[] planes = new float[3 * width * height];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (float) (colour + 0.2 * Math.sin(i * 0.1 * (1 + colour)));
    }
    Raster raster = new Raster(width, height, planes);
    Format format = name.endsWith("g") && !name.endsWith("png") ? Format.JPEG : Format.PNG;
    return file(name, Photos.encode(raster, Photo.of(raster, format), Metadata.NONE, Map.of()));
  }

  /** Writes any file. */
  Path file(String name, byte[] bytes) {
    try {
      Path file = photos().resolve(name);
      Files.createDirectories(file.resolveSibling("x").getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Renders the job with more arguments, on one core. */
  Ran render(String... arguments) {
    return command(
        "render", Stream.concat(Stream.of("--master", "local[1]"), Arrays.stream(arguments)));
  }

  /** Renders the job in a thread that is interrupted once the job stands still. */
  Ran interrupted(Hold hold, String... arguments) throws InterruptedException {
    Ran[] ran = new Ran[1];
    Thread job = new Thread(() -> ran[0] = render(arguments));
    hold.settings().forEach(System::setProperty);
    try {
      job.start();
      hold.await(job::isAlive, () -> String.valueOf(ran[0]));
      job.interrupt();
      job.join();
    } finally {
      hold.settings().keySet().forEach(System::clearProperty);
    }
    return ran[0];
  }

  /** Runs another command on the job. */
  public Ran command(String name, String... arguments) {
    return command(name, Arrays.stream(arguments));
  }

  private Ran command(String name, Stream<String> arguments) {
    return Ran.phosphene(
        Stream.concat(Stream.of(name, job().toString()), arguments).toArray(String[]::new));
  }

  /** SHA-256 of the dreams below a gallery, by their names. */
  public static Map<String, String> dreams(Path gallery) {
    return below(gallery, "dreams/");
  }

  /** SHA-256 of what scans left, by their names, without the pages, which come at the end. */
  static Map<String, String> scans(Path gallery) {
    Map<String, String> scans = below(gallery, "scans/");
    scans.keySet().removeIf(name -> name.endsWith("/index.html"));
    return scans;
  }

  private static Map<String, String> below(Path gallery, String folder) {
    Map<String, String> files = Studio.files(gallery);
    files.keySet().removeIf(name -> !name.startsWith(folder));
    return files;
  }
}
