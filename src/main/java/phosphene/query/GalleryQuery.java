package phosphene.query;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import phosphene.cluster.Cluster;
import phosphene.cluster.IndexView;
import phosphene.gallery.Manifest;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.StoreException;
import phosphene.spec.SpecException;

/**
 * Spark SQL over a gallery's index. Each table that the gallery has is a view of its name, such as
 * {@code tiles}, with the last row of each thing ({@link IndexTable}).
 */
public final class GalleryQuery implements AutoCloseable {
  /**
   * The driver holds a partition of a result at a time: many small ones where there is much, and
   * one where there is little.
   */
  private static final Map<String, String> SMALL_PARTS =
      Map.of(
          "spark.sql.adaptive.coalescePartitions.initialPartitionNum", "200",
          "spark.sql.adaptive.coalescePartitions.parallelismFirst", "false",
          "spark.sql.adaptive.advisoryPartitionSizeInBytes", "16m",
          "spark.sql.files.maxPartitionBytes", "32m");

  private final Cluster cluster;
  private final IndexView view;
  private final List<IndexTable<?>> tables;

  private GalleryQuery(Cluster cluster, IndexView view, List<IndexTable<?>> tables) {
    this.cluster = cluster;
    this.view = view;
    this.tables = tables;
  }

  /**
   * Opens a gallery.
   *
   * @param tables that an index may have
   * @throws SpecException if there is none at that place, or its index is empty or damaged
   * @throws phosphene.gallery.store.StoreException if its store fails
   */
  public static GalleryQuery open(String gallery, List<IndexTable<?>> tables) {
    HadoopStore store = HadoopStore.asked(gallery, Cluster.storage());
    Manifest.read(store);
    if (tables.stream().allMatch(table -> store.list(table.folder()).isEmpty())) {
      throw new SpecException("Cannot query " + store.uri() + ": its index holds no row yet");
    }
    Cluster cluster = Cluster.open("phosphene query", LenientSql.class);
    IndexView view = new IndexView(cluster, store);
    try {
      SMALL_PARTS.forEach((key, value) -> setIfMissing(cluster, key, value));
      view.publish(tables);
    } catch (StoreException e) {
      cluster.close();
      throw e;
    } catch (Exception e) { // Scala's checked exceptions are not declared
      cluster.close();
      throw new SpecException("Cannot query " + store.uri() + ": its index is damaged", e);
    }
    return new GalleryQuery(cluster, view, tables);
  }

  private static void setIfMissing(Cluster cluster, String key, String value) {
    if (!cluster.context().getConf().contains(key)) {
      cluster.session().conf().set(key, value);
    }
  }

  /**
   * Refuses what is no query, before Spark starts.
   *
   * @throws SpecException if {@code sql} is not SQL, or changes anything
   */
  public static void check(String sql) {
    SqlStatement.of(sql);
  }

  /**
   * Runs a query. Its rows are read as they are asked for, while the gallery is open.
   *
   * @throws SpecException if {@code sql} asks for what is not there
   */
  public QueryResult ask(String sql) {
    SqlStatement statement = SqlStatement.of(sql);
    return QueryResult.of(
        answer(statement),
        () -> {
          view.publish(tables);
          return answer(statement);
        });
  }

  private Dataset<Row> answer(SqlStatement statement) {
    try {
      return statement.answer(cluster.session(), tables);
    } catch (Exception e) { // Scala's checked exceptions are not declared
      throw SqlStatement.invalid(e);
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
