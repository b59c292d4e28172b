package phosphene.job.flight;

import java.util.Optional;
import phosphene.cluster.Cluster;
import phosphene.gallery.Summary;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.PlannedWork;
import phosphene.job.run.TextLines;
import phosphene.plan.FlightPlan;
import phosphene.plan.FlightPlan.Flight;
import phosphene.spec.FlightJob;
import phosphene.spec.Plural;
import phosphene.spec.Quantity;

/**
 * The flights of a job.
 *
 * @param missing those of which the index does not hold all frames
 */
record PlannedFlights(FlightRun run, FlightJob job, NetworkSource source, FlightPlan missing)
    implements PlannedWork {
  // Measured on frames of 256 pixels of VGG19 and of 128 of the primer: 1.6 to 3.
  private static final double BYTES_A_PIXEL = 2.5;

  @Override
  public String found() {
    FlightPlan plan = run.plan();
    return new TextLines()
        .add(
            "%s: %s of %s, %,d complete before, in %s",
            job.network().name(),
            Plural.of(plan.flights().size(), "flight"),
            Plural.of(plan.frames(), "frame"),
            plan.flights().size() - missing.flights().size(),
            run.output())
        .toString();
  }

  @Override
  public boolean finished() {
    return run.finished(missing);
  }

  @Override
  public Summary render(Cluster cluster, Settings settings) throws InterruptedException {
    return run.render(missing, cluster, settings.tariff(), settings.listener());
  }

  @Override
  public String report() {
    FlightPlan plan = run.plan();
    TextLines lines = new TextLines();
    lines.add("%s to %s%n", job.network().name(), job.output());
    Quantity.Unit unit = Quantity.flop(plan.flop());
    lines.add("%-40s %8s %8s %12s", "flight", "frames", "seconds", unit.name());
    for (Flight flight : plan.flights()) {
      lines.add(
          "%-40s %,8d %8.1f %12s",
          flight.name(),
          flight.frames(),
          flight.path().seconds(),
          unit.figure(flight.cost().flop(), 4));
    }
    lines.add(
        "%nflights  %,d, of which %,d to be made, a task each: at most so many cores work",
        plan.flights().size(), missing.flights().size());
    totals(plan, unit, lines);
    return lines.toString();
  }

  private void totals(FlightPlan plan, Quantity.Unit unit, TextLines lines) {
    int side = job.recipe().size();
    long activations =
        missing.flights().stream().mapToLong(one -> one.cost().activationBytes()).max().orElse(0);
    lines.add(
        "frames   %,d of %d x %d pixels, %d a second; about %s",
        plan.frames(),
        side,
        side,
        job.recipe().fps(),
        Quantity.bytes(plan.frames() * BYTES_A_PIXEL * side * side));
    if (missing.flights().isEmpty()) {
      lines.add("work     none to be done");
      return;
    }
    lines.add(
        "work     %s %s to be done, %s of it on the critical path",
        unit.figure(missing.flop(), 4), unit.name(), unit.figure(missing.critical(), 4));
    lines.add("memory   beside the heap about %s a task", Quantity.memory(2.0 * activations));
  }

  @Override
  public Optional<Forecast> forecast() {
    if (missing.flights().isEmpty()) {
      return Optional.empty();
    }
    double speed = FlightTiming.flopPerSecond(missing, job.recipe(), source);
    Bound bound =
        new Bound(
            "critical",
            missing.critical() / speed,
            "the longest flight, whose frames follow from each other; no cluster of such cores is"
                + " faster");
    return Optional.of(new Forecast(missing.flop() / speed, Optional.of(bound)));
  }
}
