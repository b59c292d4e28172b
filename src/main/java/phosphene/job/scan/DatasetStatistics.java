package phosphene.job.scan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Cluster;
import phosphene.cluster.IndexView;
import phosphene.cluster.LaterColumns;
import phosphene.cluster.UnitKey;
import phosphene.gallery.Provenance;
import phosphene.gallery.RowOrder;
import phosphene.gallery.index.RowMaker;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.index.UnitRow;
import phosphene.gallery.index.UnitsTable;
import phosphene.gallery.store.ObjectStore;
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.scan.LogHistogram;
import phosphene.scan.UnitStatistics;

/**
 * Brings the table {@code units} up to date with {@code scans}: the last row of each photo counts,
 * unless it is of a failure. Figures that are counted already are not read again, unless a photo of
 * theirs has changed or failed since, or files are gone: a sum cannot forget, so then all are
 * counted anew, from the index alone.
 */
public final class DatasetStatistics {
  private static final Logger LOG = LoggerFactory.getLogger(DatasetStatistics.class);
  // One photo in a thousand excites the unit more.
  private static final double PART = 0.999;

  private final Cluster cluster;
  private final ObjectStore store;
  private final UnitsTable table;
  private final Provenance provenance;
  private final Architecture architecture;

  public DatasetStatistics(
      Cluster cluster, ObjectStore store, Provenance provenance, Architecture architecture) {
    this.cluster = cluster;
    this.store = store;
    this.table = new UnitsTable(store);
    this.provenance = provenance;
    this.architecture = architecture;
  }

  /** True if there are scans that are not counted, or counted ones are gone. */
  boolean owed() {
    return !counted(table.contents()).equals(Set.copyOf(table.scans()));
  }

  private static Set<String> counted(Optional<UnitsTable.Contents> contents) {
    return Set.copyOf(contents.map(UnitsTable.Contents::parts).orElse(List.of()));
  }

  /** Counts the scans that are not counted yet. */
  public void update(RowOrder.Counter order) {
    if (!owed()) {
      return;
    }
    long begin = System.nanoTime();
    List<String> parts = table.scans();
    Optional<UnitsTable.Contents> contents = table.contents();
    Set<String> counted = counted(contents);
    List<String> fresh = parts.stream().filter(part -> !counted.contains(part)).toList();
    boolean whole = Set.copyOf(parts).containsAll(counted);
    boolean added = contents.isPresent() && whole && !changed(fresh);
    List<String> read = added ? fresh : parts;
    cluster.context().setJobDescription(provenance.network().name() + " counts its scans");
    Map<UnitKey, UnitStatistics> units =
        count(read, added ? Optional.of(counted(fresh)) : Optional.empty());
    if (added) {
      contents.map(table::rows).orElse(List.of()).forEach(row -> merge(units, row));
    }
    table.write(
        rows(units).stream().map(row -> RowMaker.ordered(order.next(), row)).toList(), parts);
    LOG.info(
        "Counted {} files of scans for {} units in {} s",
        read.size(),
        units.size(),
        Math.round((System.nanoTime() - begin) / 1e9));
  }

  private static void merge(Map<UnitKey, UnitStatistics> units, UnitRow row) {
    units.merge(new UnitKey(row.layer(), row.channel()), statistics(row), UnitStatistics::add);
  }

  /** All rows, each with the last name of its file. */
  private Dataset<Row> scans() {
    Dataset<Row> rows =
        IndexView.files(cluster, store, ScanRow.TABLE)
            .withColumn("part", col("_metadata.file_name"));
    return LaterColumns.added(rows, ScanRow.TABLE);
  }

  private static Column within(List<String> parts) {
    return col("part").isin(parts.toArray());
  }

  private static Dataset<Row> rendered(Dataset<Row> rows) {
    return rows.where(col("status").equalTo(TileRow.RENDERED));
  }

  /** Rows without their figures, and which of its photo each is: the last is 1. */
  private static Dataset<Row> ranked(Dataset<Row> rows) {
    Column turn =
        row_number()
            .over(
                Window.partitionBy("photo")
                    .orderBy(IndexView.lastFirst(ScanRow.TABLE, col("part"))));
    return rows.select(
            "photo",
            "photo_sha256",
            "photo_decoder",
            "status",
            "checked_at",
            "generation",
            "sequence",
            "part")
        .withColumn("turn", turn);
  }

  private static Dataset<Row> last(Dataset<Row> rows) {
    return ranked(rows).where(col("turn").equalTo(1));
  }

  /**
   * The photos that are counted, with {@code then}, the SHA-256 of what was scanned, and {@code
   * by}, the decoder that read it.
   */
  private Dataset<Row> counted(List<String> fresh) {
    return rendered(last(scans().where(within(fresh).equalTo(false))))
        .select(col("photo"), col("photo_sha256").as("then"), col("photo_decoder").as("by"));
  }

  /**
   * True if the last row of a photo that is counted is of other bytes by now, of another decoder,
   * or of a failure.
   */
  private boolean changed(List<String> fresh) {
    Column same =
        col("photo_sha256")
            .eqNullSafe(col("then"))
            .and(col("photo_decoder").eqNullSafe(col("by")))
            .and(col("status").equalTo(TileRow.RENDERED));
    return !last(scans())
        .join(counted(fresh), new String[] {"photo"})
        .where(same.equalTo(false))
        .isEmpty();
  }

  /** Counts the last rows of photos, if these are in some files, but those that are left out. */
  private Map<UnitKey, UnitStatistics> count(List<String> parts, Optional<Dataset<Row>> without) {
    Map<UnitKey, UnitStatistics> units = new TreeMap<>();
    if (parts.isEmpty()) {
      return units;
    }
    Dataset<Row> ranked = ranked(scans()).where(within(parts));
    Dataset<Row> left = ranked.where(col("turn").gt(1)).select("photo", "part");
    if (without.isPresent()) {
      left =
          left.union(
              ranked
                  .join(without.get().select("photo"), new String[] {"photo"}, "left_semi")
                  .select("photo", "part"));
    }
    Dataset<Row> wide =
        rendered(scans().where(within(parts))).select("photo", "square", "units", "part");
    if (!left.isEmpty()) { // a join would send the figures of all photos around
      wide = wide.join(left, new String[] {"photo", "part"}, "left_anti");
    }
    wide.select("photo", "square", "units")
        .toJavaRDD()
        .mapPartitionsToPair(new UnitStatisticsAggregator(architecture))
        .reduceByKey(UnitStatistics::add)
        .collectAsMap()
        .forEach(units::put);
    return units;
  }

  private List<UnitRow> rows(Map<UnitKey, UnitStatistics> units) {
    List<String> layers = architecture.nodes().stream().map(Node::name).toList();
    List<UnitRow> rows = new ArrayList<>();
    var now = Clock.systemUTC().instant();
    units.forEach(
        (unit, statistics) -> {
          UnitStatistics.State state = statistics.state();
          rows.add(
              new UnitRow(
                  provenance.network().name(),
                  provenance.network().sha256(),
                  unit.layer(),
                  layers.indexOf(unit.layer()),
                  unit.channel(),
                  state.photos(),
                  (double) state.fired() / state.photos(),
                  state.maximum(),
                  state.sum() / state.photos(),
                  Math.min(statistics.peaks().quantile(PART), Math.max(0, state.maximum())),
                  state.meanMaximum(),
                  state.meanMaximumBefore(),
                  statistics.top().stream().map(DatasetStatistics::top).toList(),
                  state.fired(),
                  state.sum(),
                  peaks(statistics.peaks()),
                  now,
                  null,
                  null));
        });
    rows.sort(
        java.util.Comparator.comparingInt(UnitRow::layerIndex).thenComparingInt(UnitRow::channel));
    return rows;
  }

  private static UnitRow.Top top(UnitStatistics.Top top) {
    return new UnitRow.Top(top.photo(), top.maximum(), ScanFiles.box(top.box()));
  }

  private static List<UnitRow.Peak> peaks(LogHistogram peaks) {
    return peaks.counts().entrySet().stream()
        .map(entry -> new UnitRow.Peak(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static UnitStatistics statistics(UnitRow row) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    row.peaks().forEach(peak -> counts.put(peak.bucket(), peak.count()));
    return UnitStatistics.of(
        new UnitStatistics.State(
            row.photos(),
            row.fired(),
            (float) row.maximum(),
            row.sum(),
            (float) row.meanMaximum(),
            (float) row.meanMaximumBefore()),
        LogHistogram.of(counts),
        row.top().stream()
            .map(top -> new UnitStatistics.Top(top.photo(), top.maximum(), top.box().area()))
            .toList());
  }
}
