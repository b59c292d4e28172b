package phosphene.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.Layout;
import phosphene.gallery.Manifest;
import phosphene.spec.SpecException;

/**
 * Spark SQL over a gallery's index. The view {@code tiles} has one row a tile: the last one
 * written.
 */
public final class GalleryQuery implements AutoCloseable {
  // A failed tile that a later run rendered has two rows in the files.
  private static final String LAST_ROWS =
      "SELECT * EXCEPT (phosphene_rank) FROM (SELECT *, row_number() OVER (PARTITION BY key ORDER BY"
          + " rendered_at DESC) AS phosphene_rank FROM phosphene_rows) WHERE phosphene_rank = 1";

  private final Cluster cluster;

  private GalleryQuery(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Opens a gallery.
   *
   * @throws SpecException if there is none at that place, or its index is empty
   */
  public static GalleryQuery open(String gallery) {
    HadoopStore store = HadoopStore.open(gallery, Cluster.storage());
    Manifest.read(store);
    if (store.list(Layout.TILES).isEmpty()) {
      throw new SpecException("Cannot query " + store.uri() + ": its index holds no tile yet");
    }
    Cluster cluster = Cluster.open("phosphene query", Optional.empty());
    cluster
        .session()
        .read()
        .parquet(store.uri() + "/" + Layout.TILES)
        .createOrReplaceTempView("phosphene_rows");
    cluster.session().sql(LAST_ROWS).createOrReplaceTempView("tiles");
    return new GalleryQuery(cluster);
  }

  /** The result as JSON, one object a row. */
  public List<String> json(String sql) {
    return run(sql).toJSON().collectAsList();
  }

  /** The result as an aligned table with a header. */
  public List<String> table(String sql) {
    Dataset<Row> result = run(sql);
    List<List<String>> cells = new ArrayList<>();
    cells.add(Arrays.asList(result.columns()));
    for (Row row : result.collectAsList()) {
      List<String> line = new ArrayList<>();
      for (int i = 0; i < row.length(); i++) {
        line.add(String.valueOf(row.get(i)));
      }
      cells.add(line);
    }
    return Table.lines(cells);
  }

  private Dataset<Row> run(String sql) {
    try {
      return cluster.session().sql(sql);
    } catch (Exception e) {
      if (e instanceof AnalysisException) { // Scala's checked exceptions are not declared
        throw new SpecException(
            "Invalid SQL: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
