package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import phosphene.Deterministic;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;

/**
 * Photos of every kind that is read, beside what reference tools show of them. {@code
 * src/test/corpus/make_corpus.py} makes the archive, and says which tool speaks for which photo.
 */
@Deterministic
class CorpusTest {
  // Levels of 8 bits are no exact floats.
  private static final double ROUNDING = 1e-4;

  /** A line of the archive's index. */
  private record Line(String name, String format, String reference, double allowed) {
    static Line of(String text) {
      String[] fields = text.split("\t");
      return new Line(fields[0], fields[1], fields[2], Double.parseDouble(fields[3]) + ROUNDING);
    }
  }

  /** What the photos of a format gave. */
  private static final class Score {
    private int photos;
    private double worst;
    private String worstName = "";

    void add(String name, double difference) {
      photos++;
      if (difference >= worst) {
        worst = difference;
        worstName = name;
      }
    }
  }

  @Test
  void everyPhotoIsWhatReferenceToolsShow() throws IOException {
    Map<String, byte[]> archive = archive();
    Map<String, Score> scores = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    new String(archive.get("index.tsv"), StandardCharsets.UTF_8)
        .lines()
        .map(Line::of)
        .forEach(line -> judge(line, archive, scores, wrong));
    print(scores);
    assertThat(String.join("\n", wrong)).isEmpty();
    assertThat(scores.values().stream().mapToInt(score -> score.photos).sum()).isGreaterThan(500);
  }

  private static void judge(
      Line line, Map<String, byte[]> archive, Map<String, Score> scores, List<String> wrong) {
    try {
      Photo photo =
          Photos.decode(archive.get("photos/" + line.name()), line.name(), Photos.PIXEL_LIMIT);
      double difference =
          difference(photo.raster(), image(archive.get("references/" + line.reference() + ".png")));
      scores.computeIfAbsent(line.format(), name -> new Score()).add(line.name(), difference);
      if (!(difference <= line.allowed())) {
        wrong.add(line.name() + " differs by " + difference + ", allowed are " + line.allowed());
      }
      if (!photo.format().toString().equals(line.format())) {
        wrong.add(line.name() + " is taken for " + photo.format());
      }
    } catch (RuntimeException e) {
      wrong.add(line.name() + " gives " + e);
    }
  }

  /** The mean over all pixels and colors, in levels of 255; infinite for another size. */
  private static double difference(Raster shown, BufferedImage reference) {
    int width = reference.getWidth();
    int height = reference.getHeight();
    if (shown.width() != width || shown.height() != height) {
      return Double.POSITIVE_INFINITY;
    }
    int area = width * height;
    double sum = 0;
    for (int i = 0; i < 3 * area; i++) {
      int rgb = reference.getRGB(i % area % width, i % area / width);
      int level = rgb >> 16 - 8 * (i / area) & 255;
      sum += Math.abs(255.0 * shown.planes()[i] - level);
    }
    return sum / (3 * area);
  }

  private static BufferedImage image(byte[] png) {
    try {
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, byte[]> archive() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream in =
            Objects.requireNonNull(CorpusTest.class.getResourceAsStream("corpus.zip"));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  @SuppressWarnings("SystemOut") // the table is what a person looks for in the log
  private static void print(Map<String, Score> scores) {
    StringBuilder table = new StringBuilder("format  photos  worst mean difference (levels)\n");
    scores.forEach(
        (format, score) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "%-6s  %6d  %.3f (%s)%n",
                    format,
                    score.photos,
                    score.worst,
                    score.worstName)));
    System.out.print(table);
  }
}
