package phosphene.job.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sha2;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import phosphene.cluster.Dispatch;
import phosphene.cluster.IndexView;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.Provenance;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.ObjectStore;

/**
 * A gallery of which a sample is rendered again.
 *
 * @param renderings of the gallery, by their names
 * @param source its network, at hand
 */
public record SampleCheck(
    Sample sample,
    SortedMap<String, Provenance> renderings,
    NetworkSource source,
    ObjectStore store,
    IndexView view,
    JavaSparkContext spark,
    ImageComparison comparison) {

  /**
   * A random sample of images.
   *
   * @param count of them, at most
   * @param seed of the choice
   */
  public record Sample(int count, long seed) {}

  /** Rows of a table that have images, chosen by the seed. */
  public List<Row> choose(IndexTable<?> table) {
    return view.find(table)
        .map(rows -> choose(rows, "key").limit(sample.count()).collectAsList())
        .orElse(List.of());
  }

  /**
   * Rows that have images, in a random order that follows from the seed and the value of a column.
   */
  public Dataset<Row> choose(Dataset<Row> rows, String column) {
    Column order = sha2(concat(lit(sample.seed() + " "), col(column)), 256);
    return rows.where(not(col("status").isin(TileRow.FAILED, TileRow.SKIPPED))).orderBy(order);
  }

  /** The provenance of images that another version of this program made, by their renderings. */
  public SortedMap<String, Provenance> by(String version) {
    SortedMap<String, Provenance> then = new TreeMap<>();
    renderings.forEach((name, provenance) -> then.put(name, provenance.by(version)));
    return then;
  }

  /** The same in a gallery whose jobs name no renderings. */
  public Provenance onlyBy(String version) {
    return renderings.values().iterator().next().by(version);
  }

  /** Counts what is done on the way. */
  public WorkCounters workCounters() {
    return WorkCounters.in(spark.sc());
  }

  /** Makes images again and compares them. */
  public <T extends Serializable> void run(
      Dispatch.Work<T, List<RecheckedImage>> work, List<T> tasks) throws InterruptedException {
    new Dispatch<>(spark, work)
        .run(
            Dispatch.stages(spark, "sample of " + store.uri(), tasks),
            rechecked -> rechecked.forEach(comparison::add),
            () -> {});
  }
}
