package phosphene.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.IndexTable;
import phosphene.gallery.Manifest;
import phosphene.spec.SpecException;

/**
 * Spark SQL over a gallery's index. Each table that the gallery has is a view of its name, such as
 * {@code tiles}, with the last row of each thing ({@link IndexTable#ALL}).
 */
public final class GalleryQuery implements AutoCloseable {
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
    if (IndexTable.ALL.stream().allMatch(table -> store.list(table.folder()).isEmpty())) {
      throw new SpecException("Cannot query " + store.uri() + ": its index holds no row yet");
    }
    Cluster cluster = Cluster.open("phosphene query", LenientSql.class);
    try {
      new IndexView(cluster, store).publish();
    } catch (RuntimeException e) {
      cluster.close();
      throw new SpecException("Cannot query " + store.uri() + ": its index is damaged", e);
    }
    return new GalleryQuery(cluster);
  }

  /**
   * Refuses what is no query, before Spark starts.
   *
   * @throws SpecException if {@code sql} is not SQL, or changes anything
   */
  public static void check(String sql) {
    Question.of(sql);
  }

  /** The result as JSON, one object a row. */
  public List<String> json(String sql) {
    return rows(Question.of(sql), Dataset::toJSON).rows();
  }

  /** The result as an aligned table with a header. */
  public List<String> table(String sql) {
    Answer<Row> answer = rows(Question.of(sql), result -> result);
    List<List<String>> cells = new ArrayList<>();
    cells.add(answer.columns());
    for (Row row : answer.rows()) {
      List<String> line = new ArrayList<>();
      for (int i = 0; i < row.length(); i++) {
        line.add(Table.cell(row.get(i)));
      }
      cells.add(line);
    }
    return Table.lines(cells);
  }

  private record Answer<T>(List<String> columns, List<T> rows) {}

  private <T> Answer<T> rows(Question question, Function<Dataset<Row>, Dataset<T>> form) {
    try {
      Dataset<Row> result = cluster.session().sql(question.sql());
      return new Answer<>(Arrays.asList(result.columns()), form.apply(result).collectAsList());
    } catch (Exception e) { // Scala's checked exceptions are not declared
      throw Question.invalid(e);
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
