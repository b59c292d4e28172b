package phosphene.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Scans generated collections of growing size, and says what was in use on the heap after garbage
 * was collected, at most: it is not to grow with the photos. No test.
 *
 * <p>Arguments: an empty folder, then numbers of photos.
 */
public final class ScanBenchmark {
  private static final int EACH = 1000;
  private static final int SHADES = 97;
  private static final int MILLIS = 500;

  private ScanBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    for (int i = 1; i < arguments.length; i++) {
      scan(Path.of(arguments[0], arguments[i]), Integer.parseInt(arguments[i]), out);
    }
  }

  private static void scan(Path folder, int photos, PrintWriter out)
      throws IOException, InterruptedException {
    Album album = Album.scanned(folder);
    for (int i = 0; i < photos; i++) {
      album.photo("folder " + i / EACH + "/photo " + i + ".jpg", i % SHADES / (double) SHADES);
    }
    AtomicBoolean over = new AtomicBoolean();
    double[] most = {0};
    Thread look = new Thread(() -> look(over, most));
    look.start();
    long begin = System.nanoTime();
    Ran ran =
        album.command(
            "render",
            "--master",
            "local[2]",
            "--set",
            "network=primer", // the smallest: it is the photos that are to be many
            "--set",
            "neurons=false",
            "--set",
            "layers=all");
    double seconds = (System.nanoTime() - begin) / 1e9;
    over.set(true);
    look.join();
    out.print(ran.err());
    out.printf(
        Locale.ROOT,
        "scanned %,d photos in %.1f s (%.1f photos/s), exit code %d, heap after collections %.0f MB"
            + " at most%n",
        photos,
        seconds,
        photos / seconds,
        ran.code(),
        most[0] / 1e6);
  }

  private static void look(AtomicBoolean over, double[] most) {
    while (!over.get()) {
      long used =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .map(MemoryPoolMXBean::getCollectionUsage)
              .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
              .sum();
      most[0] = Math.max(most[0], used);
      try {
        Thread.sleep(MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
