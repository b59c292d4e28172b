package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import phosphene.Models;
import phosphene.cli.Ran;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.ScanRows;

/** What the product makes of real photos with the real SqueezeNet. */
final class RealScans {
  private RealScans() {}

  /** A real photo; skips the test where there are no real networks. */
  static Path photo(String pattern) {
    return Models.folder().resolveSibling("photos").resolve(pattern);
  }

  /** Scans photos, with their pages; the rows by the photos' names. */
  static Map<String, ScanRow> into(Path gallery, String photos, String layers) {
    Ran ran =
        Ran.phosphene(
            "render",
            "jobs/squeezenet-scan.yaml",
            "--master",
            "local[2]",
            "--set",
            "weights=" + Models.file("squeezenet-1.0.npz"),
            "--set",
            "photos=" + photo(photos),
            "--set",
            "layers=" + layers,
            "--output",
            gallery.toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    return ScanRows.of(gallery).stream()
        .collect(Collectors.toMap(ScanRow::photo, Function.identity()));
  }
}
