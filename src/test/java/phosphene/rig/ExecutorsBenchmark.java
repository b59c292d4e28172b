package phosphene.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import phosphene.rig.StandaloneCluster.Mode;
import phosphene.rig.StandaloneCluster.Seat;

/**
 * Times an atlas on one executor of one core and on two, in turns, each in a process of its own; no
 * test. The machine must have two cores that nobody else uses.
 *
 * <p>Arguments: an empty folder, the number of rounds, a job file whose output is not used, and, if
 * wanted, nanoseconds: then a pass through the network takes that long for each value of its
 * pictures, and hardly a processor ({@link PacedKind}).
 */
public final class ExecutorsBenchmark {
  private ExecutorsBenchmark() {}

  /** What a run took: seconds in which tiles were made, and seconds in which tasks held cores. */
  private record Took(double rendering, double slots) {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    int rounds = Integer.parseInt(arguments[1]);
    Path job = Path.of(arguments[2]).toAbsolutePath();
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    Map<String, String> engine =
        arguments.length > 3
            ? Map.of("spark.phosphene.engine", PacedKind.NAME, PacedKind.NANOS, arguments[3])
            : Map.of();
    Files.createDirectories(folder);
    Bench bench = new Bench(Application.tested(folder), engine, job);
    try (StandaloneCluster cluster =
        StandaloneCluster.start(folder.resolve("spark"), Seat.of(1, "2g"), Seat.of(1, "2g"))) {
      out.printf("%-6s %14s %14s %9s %9s%n", "round", "one, s", "two, s", "ratio", "at most");
      for (int round = 0; round <= rounds; round++) { // the first does not count
        boolean oneFirst = round % 2 == 0;
        Took before = bench.render(cluster, folder.resolve(round + "a"), oneFirst ? 1 : 2);
        Took after = bench.render(cluster, folder.resolve(round + "b"), oneFirst ? 2 : 1);
        Took one = oneFirst ? before : after;
        Took two = oneFirst ? after : before;
        out.printf(
            Locale.ROOT,
            "%-6s %6.1f (%5.1f) %6.1f (%5.1f) %8.2fx %8.2fx%n",
            round == 0 ? "warm" : round,
            one.rendering(),
            one.slots(),
            two.rendering(),
            two.slots(),
            one.rendering() / two.rendering(),
            2 * one.slots() / two.slots());
      }
      out.println("In brackets: seconds of cores that the tasks held. At most: the ratio if two");
      out.println(
          "executors were never without a task, at the pace that this machine leaves them.");
    }
  }

  private record Bench(Application application, Map<String, String> engine, Path job) {
    Took render(StandaloneCluster cluster, Path gallery, int cores) throws IOException {
      Map<String, String> settings = new HashMap<>(engine);
      settings.put("spark.cores.max", Integer.toString(cores));
      settings.put("spark.executor.cores", "1");
      settings.put("spark.executor.extraJavaOptions", "-XX:+UseParallelGC"); // and all compilers
      Program submission =
          cluster.submit(
              Mode.CLIENT,
              application,
              settings,
              "phosphene.cli.Main",
              "render",
              job.toString(),
              "--output",
              gallery.toString());
      int code = submission.ended(Duration.ofHours(1));
      if (code != 0) {
        throw new AssertionError(submission.printed());
      }
      JsonNode summary =
          new ObjectMapper().readTree(Files.readAllBytes(gallery.resolve("summary.json")));
      return new Took(
          summary.get("rendering_seconds").asDouble(), summary.get("slot_hours").asDouble() * 3600);
    }
  }
}
