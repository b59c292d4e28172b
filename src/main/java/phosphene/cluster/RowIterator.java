package phosphene.cluster;

import java.util.Iterator;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** The rows of a data set, a partition at a time. What Spark finds wrong is the user's mistake. */
final class RowIterator<T> implements Iterator<T> {
  private final Iterator<T> rows;

  RowIterator(Dataset<T> rows) {
    tell(rows.sparkSession());
    this.rows = checked(rows::toLocalIterator);
  }

  /**
   * Tells the tasks to come what the session's settings are. Spark itself does so only until it has
   * given the iterator, before the first of them.
   */
  private static void tell(SparkSession session) {
    CollectionConverters.asJava(session.conf().getAll())
        .forEach(
            (key, value) -> {
              if (key.startsWith("spark.sql.")) {
                session.sparkContext().setLocalProperty(key, value);
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
