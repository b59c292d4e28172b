package phosphene.job.flight;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import phosphene.cluster.Dispatch;
import phosphene.cluster.RowForm;
import phosphene.cluster.Storage;
import phosphene.gallery.FrameReceipt;
import phosphene.gallery.Receipt;
import phosphene.gallery.index.FrameRow;
import phosphene.gallery.index.TileRow;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.Rehearsal;
import phosphene.job.run.Remade;
import phosphene.job.run.Remaking;
import phosphene.job.run.Trial;
import phosphene.plan.FlightPlan;
import phosphene.plan.FlightPlan.Flight;
import phosphene.spec.FlightJob;

/** Flies the beginnings of flights again that rows tell of, and keeps none of it. */
record Refly(FlightWorker worker) implements Dispatch.Work<Refly.Leg, List<Remade>> {
  /**
   * The beginning of a flight.
   *
   * @param rows of its frames, from the first on
   */
  record Leg(FlightTask task, List<FrameRow> rows) implements Serializable {
    Leg {
      rows = List.copyOf(rows);
    }
  }

  @Override
  public List<Remade> work(Leg leg) {
    Rehearsal rehearsal =
        new Rehearsal(
            Storage.open(worker.order().output()), leg.rows().stream().map(Refly::made).toList());
    List<FrameReceipt> receipts = worker.work(leg.task(), rehearsal);
    Map<Integer, FrameReceipt> made =
        receipts.stream().collect(Collectors.toMap(FrameReceipt::frame, Function.identity()));
    FrameReceipt last = receipts.get(receipts.size() - 1); // the one that failed, if one did
    return leg.rows().stream()
        .map(row -> remade(made(row), made.getOrDefault(row.frame(), last), rehearsal))
        .toList();
  }

  private static Remade remade(Remade.Made made, FrameReceipt receipt, Rehearsal rehearsal) {
    return new Remade(made, receipt.outcome(), receipt.maker(), rehearsal.likeness(made));
  }

  private static Remade.Made made(FrameRow row) {
    return new Remade.Made(
        String.valueOf(row.path()),
        row.key(),
        String.valueOf(row.sha256()),
        new Receipt.Maker(row.engine(), row.device()),
        row.version());
  }

  /** Some flights of a job: as frames follow from each other, from their first frames on. */
  record Sample(FlightOrder order, FlightPlan plan) implements Remaking {
    static Sample of(FlightJob job, NetworkSource source, Configuration storage, String version) {
      FlightOrder order = FlightOrder.of(job, source, storage, version);
      return new Sample(order, order.plan(job, source.network()));
    }

    @Override
    public void run(Trial trial) throws InterruptedException {
      Optional<Dataset<Row>> frames = trial.view().find(FrameRow.TABLE);
      if (frames.isEmpty()) {
        return;
      }
      Map<String, List<Leg>> legs = new TreeMap<>(); // by version
      int left = trial.sample().count();
      for (FrameRow first : firsts(frames.get(), trial)) {
        Leg leg = leg(first, frames.get(), left);
        legs.computeIfAbsent(first.version(), version -> new ArrayList<>()).add(leg);
        left -= leg.rows().size();
        if (left == 0) {
          break;
        }
      }
      for (Map.Entry<String, List<Leg>> some : legs.entrySet()) {
        trial.run(new Refly(worker(some.getKey(), trial)), some.getValue());
      }
    }

    /** The first frames of flights that the job asks for, by lot. */
    private List<FrameRow> firsts(Dataset<Row> frames, Trial trial) {
      Object[] keys = plan.flights().stream().map(flight -> flight.key().hex()).toArray();
      Dataset<Row> firsts = frames.where(col("frame").equalTo(0).and(col("flight_key").isin(keys)));
      return trial.draw(firsts, "flight_key").limit(trial.sample().count()).collectAsList().stream()
          .map(row -> RowForm.read(row, FrameRow.class))
          .toList();
    }

    private Leg leg(FrameRow first, Dataset<Row> frames, int most) {
      List<FrameRow> rows =
          frames
              .where(
                  col("flight_key")
                      .equalTo(first.flightKey())
                      .and(col("version").equalTo(first.version()))
                      .and(col("status").notEqual(TileRow.FAILED))
                      .and(col("frame").lt(most)))
              .collectAsList()
              .stream()
              .map(row -> RowForm.read(row, FrameRow.class))
              .toList();
      Flight flight =
          plan.flights().stream()
              .filter(some -> some.key().hex().equals(first.flightKey()))
              .findFirst()
              .orElseThrow();
      return new Leg(FlightTask.of(flight).until(Math.min(most, flight.frames())), rows);
    }

    private FlightWorker worker(String then, Trial trial) {
      return new FlightWorker(
          new FlightOrder(
              order.ticket(), order.start(), order.identity(), trial.by(then), order.output()),
          trial.count());
    }
  }
}
