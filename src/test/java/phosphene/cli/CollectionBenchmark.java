package phosphene.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Times the plan of a generated collection; no test. Run it with {@code -Xmx2g} on two cores:
 * 100,000 photos are to take at most 60 seconds.
 *
 * <p>Arguments: an empty folder, the number of photos, the number of photos a folder.
 */
public final class CollectionBenchmark {
  private CollectionBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    PrintWriter out =
        new PrintWriter(
            new java.io.OutputStreamWriter(System.out, java.nio.charset.StandardCharsets.UTF_8),
            true);
    Album album = Album.in(Path.of(arguments[0]));
    int photos = Integer.parseInt(arguments[1]);
    int each = Integer.parseInt(arguments[2]);
    byte[] photo = Files.readAllBytes(album.photo("first.jpg", 0.5));
    for (int i = 1; i < photos; i++) {
      album.file("folder " + i / each + "/photo " + i + ".jpg", photo);
    }
    long begin = System.nanoTime();
    Ran plan = album.command("plan", "--no-calibration", "--master", "local[2]");
    double seconds = (System.nanoTime() - begin) / 1e9;
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    out.print(plan.out());
    out.print(plan.err());
    out.printf(
        Locale.ROOT,
        "planned %,d photos in %.1f s, peak heap %.0f MB%n",
        photos,
        seconds,
        peak / 1e6);
  }
}
