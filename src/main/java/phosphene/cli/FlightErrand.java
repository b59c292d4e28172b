package phosphene.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import phosphene.cluster.Cluster;
import phosphene.cluster.FlightRun;
import phosphene.cluster.FlightTiming;
import phosphene.cluster.NetworkSource;
import phosphene.cluster.Watch;
import phosphene.gallery.Summary;
import phosphene.plan.FlightPlan;
import phosphene.plan.FlightPlan.Flight;
import phosphene.spec.FlightJob;
import phosphene.spec.Plural;

/** Flights from the command line. */
record FlightErrand(FlightJob job, JobOptions options) implements Errand {
  // Measured on frames of 256 pixels of VGG19 and of 128 of the primer: 1.6 to 3.
  private static final double BYTES_A_PIXEL = 2.5;

  @Override
  public int render(SparkSeat seat, int batch, Output output) throws InterruptedException {
    PrintWriter out = output.out();
    NetworkSource source = options.network(job);
    try (FlightRun run = FlightRun.of(job, source, Cluster.storage(), Version.text())) {
      run.claim(seat::tell);
      FlightPlan missing = run.missing();
      out.printf(
          Locale.ROOT,
          "%s: %s of %s, %,d complete before, in %s%n",
          job.network().name(),
          Plural.of(run.plan().flights().size(), "flight"),
          Plural.of(run.plan().frames(), "frame"),
          run.plan().flights().size() - missing.flights().size(),
          run.output());
      out.flush();
      if (run.finished(missing)) {
        out.println("Nothing to render: the gallery holds all that the job asks for.");
        conclude(run, output);
        return ExitCode.DONE;
      }
      return seat.run(cluster -> render(run, missing, cluster, output));
    }
  }

  private static void conclude(FlightRun run, Output output) {
    PrintWriter out = output.out();
    String gallery = Places.local(run.output());
    out.println("Films:          " + gallery + "/flights");
    Places.sheets(out, gallery);
    Places.next(out, gallery, "index/frames", next(output.suggestions(), gallery));
  }

  private int render(FlightRun run, FlightPlan missing, Cluster cluster, Output output)
      throws InterruptedException {
    Watch watch = Tally.ofFrames(output.progress(), output.err());
    Summary summary = run.render(missing, cluster, options.tariff(), watch);
    Report.ofFrames(summary).print(output.out());
    conclude(run, output);
    return summary.counts().complete() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static List<String> next(Suggestions suggestions, String gallery) {
    return List.of(
        "# contrast, saturation and flicker, second by second",
        suggestions.query(
            gallery,
            "SELECT flight, floor(time) s, avg(contrast), avg(saturation), avg(flicker)"
                + " FROM frames GROUP BY flight, s ORDER BY flight, s"),
        "# how well each unit was raised",
        suggestions.query(
            gallery, "SELECT units, count(*) n, avg(score) FROM frames GROUP BY units"));
  }

  @Override
  public int plan(SparkSeat seat, Timing timing, PrintWriter out) {
    NetworkSource source = options.network(job);
    FlightRun run = FlightRun.of(job, source, Cluster.storage(), Version.text());
    run.check();
    FlightPlan missing = run.missing();
    report(run.plan(), missing, out);
    if (timing == Timing.MEASURED && !missing.flights().isEmpty()) {
      double speed = FlightTiming.flopPerSecond(missing, job.recipe(), source);
      Places.time(missing.flop() / speed, options.tariff(), out);
      out.printf(
          Locale.ROOT,
          "critical %s: the longest flight, whose frames follow from each other; no cluster of such"
              + " cores is faster%n",
          Places.hours(missing.critical() / speed / 3600));
    }
    out.flush();
    return ExitCode.DONE;
  }

  private void report(FlightPlan plan, FlightPlan missing, PrintWriter out) {
    Quantity.Unit unit = Quantity.flop(plan.flop());
    out.printf(Locale.ROOT, "%s to %s%n%n", job.network().name(), job.output());
    out.printf(Locale.ROOT, "%-40s %8s %8s %12s%n", "flight", "frames", "seconds", unit.name());
    for (Flight flight : plan.flights()) {
      out.printf(
          Locale.ROOT,
          "%-40s %,8d %8.1f %12s%n",
          flight.name(),
          flight.frames(),
          flight.path().seconds(),
          unit.figure(flight.cost().flop(), 4));
    }
    int side = job.recipe().size();
    long activations =
        missing.flights().stream().mapToLong(one -> one.cost().activationBytes()).max().orElse(0);
    out.printf(
        Locale.ROOT,
        "%nflights  %,d, of which %,d to be made, a task each: at most so many cores work%n",
        plan.flights().size(),
        missing.flights().size());
    out.printf(
        Locale.ROOT,
        "frames   %,d of %d x %d pixels, %d a second; about %s%n",
        plan.frames(),
        side,
        side,
        job.recipe().fps(),
        Quantity.bytes(plan.frames() * BYTES_A_PIXEL * side * side));
    if (missing.flights().isEmpty()) {
      out.println("work     none to be done");
      return;
    }
    out.printf(
        Locale.ROOT,
        "work     %s %s to be done, %s of it on the critical path%n",
        unit.figure(missing.flop(), 4),
        unit.name(),
        unit.figure(missing.critical(), 4));
    out.println("memory   beside the heap about " + Quantity.memory(2.0 * activations) + " a task");
  }
}
