package phosphene.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import phosphene.bench.PeerAbsentException;
import phosphene.bench.Quantiles;
import phosphene.bench.ScanBenchmark;

/**
 * Prints how many photos a second are scanned with SqueezeNet, beside libtorch's forward pass.
 *
 * @param rounds of which each has a turn of both
 * @param threads native threads of libtorch
 * @param home the project's folder
 */
record ScanBench(int rounds, int threads, Path home, PrintWriter out) {
  /**
   * Measures so many photos together.
   *
   * @return an exit code
   */
  int run(List<Integer> batches) {
    ScanBenchmark contest = ScanBenchmark.squeezenet(threads);
    try {
      for (int batch : batches) {
        print(batch, contest.run(batch, rounds, home));
      }
      return ExitCode.DONE;
    } catch (PeerAbsentException e) {
      out.println(e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private void print(int batch, ScanBenchmark.Result result) {
    Quantiles ours = Quantiles.of(result.ours());
    Quantiles theirs = Quantiles.of(result.theirs());
    out.printf(
        Locale.ROOT,
        "SqueezeNet, %d photos together: scanned %.1f photos/s (best %.1f), libtorch's forward"
            + " %.1f photos/s (best %.1f): %.2f x as fast (best to best %.2f x; means differ by"
            + " %.1e)%n",
        batch,
        ours.median(),
        ours.greatest(),
        theirs.median(),
        theirs.greatest(),
        result.ratio(),
        ours.greatest() / theirs.greatest(),
        result.distance());
    out.flush();
  }
}
