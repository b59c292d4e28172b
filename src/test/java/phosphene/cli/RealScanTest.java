package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.Models;
import phosphene.gallery.ClassProbability;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.ScanRows;

/** Real networks name what is on real photos, as PyTorch did with the same weights. */
class RealScanTest {
  private static final String TOP =
      """
      chelsea.png  | Egyptian cat | 0.45 | Egyptian cat | 0.55
      coffee.png   | espresso     | 0.93 | espresso     | 0.68
      kodim05.png  | moped        | 0.22 | moped        | 0.70
      kodim08.png  | street sign  | 0.53 | library      | 0.36
      kodim13.png  | valley       | 0.97 | valley       | 0.87
      kodim19.png  | beacon       | 0.84 | beacon       | 0.71
      kodim20.png  | airliner     | 0.41 | warplane     | 0.90
      kodim23.png  | macaw        | 1.00 | macaw        | 1.00
      rocket.jpg   | missile      | 0.29 | missile      | 0.47
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"googlenet, googlenet.npz, 1", "squeezenet, squeezenet-1.0.npz, 3"})
  void theLikeliestClassesAreThoseOfTheReference(String network, String weights, int column) {
    Path photos = Models.folder().resolveSibling("photos");
    assumeTrue(Files.isDirectory(photos), "no photos beside the real networks");

    Ran ran =
        Ran.phosphene(
            "render",
            "jobs/squeezenet-scan.yaml",
            "--master",
            "local[2]",
            "--set",
            "network=" + network,
            "--set",
            "weights=" + Models.file(weights),
            "--set",
            "photos=" + photos + "/*.{png,jpg}",
            "--output",
            folder.resolve("out").toString());

    assertThat(ran.code()).as(ran.err()).isZero();
    Map<String, ScanRow> rows = new HashMap<>();
    ScanRows.of(folder.resolve("out")).forEach(row -> rows.put(row.photo(), row));
    TOP.lines()
        .map(line -> line.split(" *\\| *"))
        .forEach(
            line -> {
              ClassProbability top =
                  Objects.requireNonNull(rows.get(line[0].strip())).classes().get(0);
              assertThat(top.name()).as(line[0]).isEqualTo(line[column]);
              // Figures of two digits, and another decoder of JPEG: rocket.jpg differs by 0.04.
              assertThat((double) top.probability())
                  .as(line[0])
                  .isCloseTo(Double.parseDouble(line[column + 1]), within(0.05));
            });
    assertThat(rows.values())
        .allSatisfy(row -> assertThat(row.neuronsBytes()).as(row.photo()).isLessThan(6_000_000L));
  }
}
