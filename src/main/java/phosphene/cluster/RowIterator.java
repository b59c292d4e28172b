package phosphene.cluster;

import java.util.Iterator;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import scala.jdk.javaapi.CollectionConverters;

/** The rows of a data set, a partition at a time. What Spark finds wrong is the user's mistake. */
final class RowIterator<T> implements Iterator<T> {
  private final Iterator<T> rows;

  RowIterator(Dataset<T> rows) {
    settle(rows);
    this.rows = checked(rows::toLocalIterator);
  }

  /** Spark gives tasks its settings of SQL with an action, and begins these when that has ended. */
  private static void settle(Dataset<?> rows) {
    SparkContext context = rows.sparkSession().sparkContext();
    CollectionConverters.asJava(rows.sparkSession().conf().getAll())
        .forEach(
            (key, value) -> {
              if (key.startsWith("spark.sql.")) {
                context.setLocalProperty(key, value);
              }
            });
  }

  @Override
  public boolean hasNext() {
    return checked(rows::hasNext);
  }

  @Override
  public T next() {
    return checked(rows::next);
  }

  private static <V> V checked(Supplier<V> step) {
    try {
      return step.get();
    } catch (Exception e) { // Scala's checked exceptions are not declared
      throw Question.invalid(e);
    }
  }
}
