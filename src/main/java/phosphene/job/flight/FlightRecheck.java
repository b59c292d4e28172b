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

/** Renders the first frames of flights again and compares them with their rows; stores nothing. */
record FlightRecheck(FlightWorker worker)
    implements Dispatch.Work<FlightRecheck.FirstFrames, List<RecheckedImage>> {
  /**
   * The first frames of a flight.
   *
   * @param rows of its frames, from the first on
   */
  record FirstFrames(FlightTask task, List<FrameRow> rows) implements Serializable {
    FirstFrames {
      rows = List.copyOf(rows);
    }
  }

  @Override
  public List<RecheckedImage> work(FirstFrames firstFrames) {
    NullStore nullStore =
        new NullStore(
            Storage.open(worker.context().output()),
            firstFrames.rows().stream().map(FlightRecheck::made).toList());
    List<FrameReceipt> receipts = worker.work(firstFrames.task(), nullStore);
    Map<Integer, FrameReceipt> made =
        receipts.stream().collect(Collectors.toMap(FrameReceipt::frame, Function.identity()));
    FrameReceipt last = receipts.get(receipts.size() - 1); // the one that failed, if one did
    return firstFrames.rows().stream()
        .map(row -> rechecked(made(row), made.getOrDefault(row.frame(), last), nullStore))
        .toList();
  }

  private static RecheckedImage rechecked(
      RecheckedImage.Made made, FrameReceipt receipt, NullStore nullStore) {
    return new RecheckedImage(made, receipt.outcome(), receipt.maker(), nullStore.similarity(made));
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
  record Sample(FlightContext context, FlightPlan plan) implements ImageRecheck {
    static Sample of(FlightJob job, NetworkSource source, Configuration storage, String version) {
      FlightContext context = FlightContext.of(job, source, storage, version);
      return new Sample(context, context.plan(job, source.network()));
    }

    @Override
    public void run(SampleCheck check) throws InterruptedException {
      Optional<Dataset<Row>> frames = check.view().find(FrameRow.TABLE);
      if (frames.isEmpty()) {
        return;
      }
      Map<String, List<FirstFrames>> flights = new TreeMap<>(); // by version
      int left = check.sample().count();
      for (FrameRow first : firsts(frames.get(), check)) {
        FirstFrames firstFrames = firstFrames(first, frames.get(), left);
        flights.computeIfAbsent(first.version(), version -> new ArrayList<>()).add(firstFrames);
        left -= firstFrames.rows().size();
        if (left == 0) {
          break;
        }
      }
      for (Map.Entry<String, List<FirstFrames>> some : flights.entrySet()) {
        check.run(new FlightRecheck(worker(some.getKey(), check)), some.getValue());
      }
    }

    /** The first frames of flights that the job asks for, chosen by the seed of the sample. */
    private List<FrameRow> firsts(Dataset<Row> frames, SampleCheck check) {
      Object[] keys = plan.flights().stream().map(flight -> flight.key().hex()).toArray();
      Dataset<Row> firsts = frames.where(col("frame").equalTo(0).and(col("flight_key").isin(keys)));
      return check
          .choose(firsts, "flight_key")
          .limit(check.sample().count())
          .collectAsList()
          .stream()
          .map(row -> RowMapper.read(row, FrameRow.class))
          .toList();
    }

    private FirstFrames firstFrames(FrameRow first, Dataset<Row> frames, int most) {
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
      return new FirstFrames(FlightTask.of(flight).until(Math.min(most, flight.frames())), rows);
    }

    private FlightWorker worker(String then, SampleCheck check) {
      return new FlightWorker(
          new FlightContext(
              context.shippedNetwork(),
              context.start(),
              context.identity(),
              check.onlyBy(then),
              context.output()),
          check.workCounters());
    }
  }
}
