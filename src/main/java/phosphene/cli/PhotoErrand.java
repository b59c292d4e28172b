package phosphene.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import phosphene.cluster.Cluster;
import phosphene.cluster.PhotoRun;
import phosphene.cluster.Survey;
import phosphene.gallery.Summary;
import phosphene.gallery.Tariff;
import phosphene.image.Format;

/**
 * What jobs on photos have in common on the command line.
 *
 * @param redo formats whose photos are done again if an older decoder read them
 * @param verb what is done, such as {@code render}
 * @param found what there is, and how much of it is done
 */
record PhotoErrand(
    PhotoRun run,
    Set<Format> redo,
    String verb,
    Function<Survey.Totals, String> found,
    Conclusion conclusion) {

  /** Says where what is made is, and what may be tried next. */
  interface Conclusion {
    void tell() throws InterruptedException;
  }

  /** Makes what is missing, and says so. */
  interface Making {
    Summary make(Survey survey, Cluster cluster) throws InterruptedException;
  }

  /** Makes what the gallery does not hold yet; gives an exit code. */
  int render(SparkSeat seat, PrintWriter out, Making making) throws InterruptedException {
    run.claim(seat::tell);
    return seat.run(
        cluster -> {
          try (Survey survey = run.survey(cluster, redo)) {
            return render(survey, cluster, out, making);
          }
        });
  }

  private int render(Survey survey, Cluster cluster, PrintWriter out, Making making)
      throws InterruptedException {
    Survey.Totals totals = survey.totals();
    out.println(found.apply(totals));
    survey.troubles().forEach(out::println);
    redone(totals, out);
    if (totals.failed() > 0) {
      out.printf(
          Locale.ROOT, "%,d failed before, of photos that have not changed%n", totals.failed());
    }
    out.flush();
    if (run.finished(survey, cluster)) {
      out.println("Nothing to " + verb + ": the gallery holds all that can be had.");
      conclusion.tell();
      out.flush();
      return totals.locked() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
    Summary.Counts counts = making.make(survey, cluster).counts();
    conclusion.tell();
    return counts.complete() && totals.locked() == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void redone(Survey.Totals totals, PrintWriter out) {
    if (redo.isEmpty()) {
      return;
    }
    String formats = redo.stream().map(Format::word).sorted().collect(Collectors.joining(", "));
    out.println(
        totals.redone() == 0
            ? "Nothing to redo of "
                + formats
                + ": no picture is of a photo that an older decoder read"
            : String.format(
                Locale.ROOT,
                "%,d of the pictures to %s %s of %s that an older decoder read",
                totals.redone(),
                verb,
                totals.redone() == 1 ? "is of a photo" : "are of photos",
                formats));
  }

  /**
   * Says what the job would do; gives an exit code.
   *
   * @param report says what there is to be done
   * @param seconds of one core of this machine for what is missing; empty if nobody asks
   */
  int plan(
      SparkSeat seat,
      PrintWriter out,
      Consumer<Survey.Totals> report,
      Optional<ToDoubleFunction<Survey.Totals>> seconds,
      Optional<Tariff> tariff) {
    run.check();
    return seat.run(
        cluster -> {
          try (Survey survey = run.survey(cluster, redo)) {
            Survey.Totals totals = survey.totals();
            report.accept(totals);
            survey.troubles().forEach(out::println);
            redone(totals, out);
            if (totals.missing() > 0) {
              seconds.ifPresent(of -> Places.time(of.applyAsDouble(totals), tariff, out));
            }
          }
          out.flush();
          return ExitCode.DONE;
        });
  }
}
