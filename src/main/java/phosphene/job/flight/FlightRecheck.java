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
import phosphene.cluster.RowMapper;
import phosphene.cluster.Storage;
import phosphene.gallery.FrameReceipt;
import phosphene.gallery.Receipt;
import phosphene.gallery.index.FrameRow;
import phosphene.gallery.index.TileRow;
import phosphene.job.run.ImageRecheck;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.NullStore;
import phosphene.job.run.RecheckedImage;
import phosphene.job.run.SampleCheck;
import phosphene.plan.FlightPlan;
import phosphene.plan.FlightPlan.Flight;
import phosphene.spec.FlightJob;

/** Flies the beginnings of flights again that rows tell of, and keeps none of it. */
record FlightRecheck(FlightWorker worker)
    implements Dispatch.Work<FlightRecheck.Leg, List<RecheckedImage>> {
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
  public List<RecheckedImage> work(Leg leg) {
    NullStore rehearsal =
        new NullStore(
            Storage.open(worker.order().output()),
            leg.rows().stream().map(FlightRecheck::made).toList());
    List<FrameReceipt> receipts = worker.work(leg.task(), rehearsal);
    Map<Integer, FrameReceipt> made =
        receipts.stream().collect(Collectors.toMap(FrameReceipt::frame, Function.identity()));
    FrameReceipt last = receipts.get(receipts.size() - 1); // the one that failed, if one did
    return leg.rows().stream()
        .map(row -> remade(made(row), made.getOrDefault(row.frame(), last), rehearsal))
        .toList();
  }

  private static RecheckedImage remade(
      RecheckedImage.Made made, FrameReceipt receipt, NullStore rehearsal) {
    return new RecheckedImage(made, receipt.outcome(), receipt.maker(), rehearsal.similarity(made));
  }

  private static RecheckedImage.Made made(FrameRow row) {
    return new RecheckedImage.Made(
        String.valueOf(row.path()),
        row.key(),
        String.valueOf(row.sha256()),
        new Receipt.Maker(row.engine(), row.device()),
        row.version());
  }

  /** Some flights of a job: as frames follow from each other, from their first frames on. */
  record Sample(FlightContext order, FlightPlan plan) implements ImageRecheck {
    static Sample of(FlightJob job, NetworkSource source, Configuration storage, String version) {
      FlightContext order = FlightContext.of(job, source, storage, version);
      return new Sample(order, order.plan(job, source.network()));
    }

    @Override
    public void run(SampleCheck trial) throws InterruptedException {
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
        trial.run(new FlightRecheck(worker(some.getKey(), trial)), some.getValue());
      }
    }

    /** The first frames of flights that the job asks for, by lot. */
    private List<FrameRow> firsts(Dataset<Row> frames, SampleCheck trial) {
      Object[] keys = plan.flights().stream().map(flight -> flight.key().hex()).toArray();
      Dataset<Row> firsts = frames.where(col("frame").equalTo(0).and(col("flight_key").isin(keys)));
      return trial
          .choose(firsts, "flight_key")
          .limit(trial.sample().count())
          .collectAsList()
          .stream()
          .map(row -> RowMapper.read(row, FrameRow.class))
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
              .map(row -> RowMapper.read(row, FrameRow.class))
              .toList();
      Flight flight =
          plan.flights().stream()
              .filter(some -> some.key().hex().equals(first.flightKey()))
              .findFirst()
              .orElseThrow();
      return new Leg(FlightTask.of(flight).until(Math.min(most, flight.frames())), rows);
    }

    private FlightWorker worker(String then, SampleCheck trial) {
      return new FlightWorker(
          new FlightContext(
              order.ticket(), order.start(), order.identity(), trial.by(then), order.output()),
          trial.workCounters());
    }
  }
}
