package phosphene.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import phosphene.plan.TileKey;

/** A folder with a job file of tiny tiles and the galleries that come of it. */
public record Studio(Path folder) {
  private static final String JOB =
      """
      job: atlas
      network: squeezenet
      weights: random:1
      layers: [conv1, fire2_squeeze1x1, fire2_expand3x3]
      units: 0-4
      recipe: {size: 32, steps: 4, retries: 0, transforms: [{jitter: 2}, {rotate: 5}]}
      output: %s
      """;

  /** Writes the job file. */
  static Studio in(Path folder) {
    try {
      Path output = folder.resolve("out");
      Files.writeString(folder.resolve("job.yaml"), JOB.replace("%s", output.toString()));
      return new Studio(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path job() {
    return folder.resolve("job.yaml");
  }

  /** The gallery that the job file names. */
  Path output() {
    return folder.resolve("out");
  }

  /** Renders the job with more arguments, on one core. */
  Ran render(String... arguments) {
    return command(
        "render", Stream.concat(Stream.of("--master", "local[1]"), Arrays.stream(arguments)));
  }

  /** Runs another command on the job. */
  Ran command(String name, String... arguments) {
    return command(name, Arrays.stream(arguments));
  }

  private Ran command(String name, Stream<String> arguments) {
    return Ran.phosphene(
        Stream.concat(Stream.of(name, job().toString()), arguments).toArray(String[]::new));
  }

  /** SHA-256 of all files below a folder, by their names there; hidden ones too. */
  static Map<String, String> files(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), TileKey.sha256(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Those of {@link #files} that are images of units. */
  public static Map<String, String> tiles(Path gallery) {
    Map<String, String> tiles = files(gallery);
    tiles.keySet().removeIf(name -> !name.startsWith("tiles/"));
    return tiles;
  }
}
