package phosphene.query;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import phosphene.cluster.IndexView;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The rows of a data set, a partition at a time. What Spark finds wrong is the user's mistake. If a
 * file is gone that was listed, as when a job puts files of the index together, they are asked for
 * once more before the first of them is given.
 */
final class RowIterator<T> implements Iterator<T> {
  private final Supplier<Dataset<T>> again;
  private Supplier<Iterator<T>> begin;
  private Iterator<T> rows = Collections.emptyIterator();
  private boolean begun;
  private boolean settled; // no second try

  /**
   * Rows that Spark is not asked for yet.
   *
   * @param again lists the files anew
   */
  RowIterator(Dataset<T> rows, Supplier<Dataset<T>> again) {
    setLocalProperties(rows.sparkSession());
    this.again = again;
    this.begin = rows::toLocalIterator;
  }

  /**
   * Gives the session's settings to later tasks. Spark itself does so only until it has given the
   * iterator, before the first of them.
   */
  private static void setLocalProperties(SparkSession session) {
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
    try {
      return more();
    } catch (Exception e) { // Scala's checked exceptions are not declared
      if (settled || !IndexView.fileVanished(e)) {
        throw SqlStatement.invalid(e);
      }
    }
    settled = true;
    begin = () -> again.get().toLocalIterator();
    return checked(this::more);
  }

  private boolean more() {
    if (!begun) {
      rows = begin.get();
    }
    boolean more = rows.hasNext();
    begun = true;
    settled = true;
    return more;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return checked(rows::next);
  }

  private static <V> V checked(Supplier<V> step) {
    try {
      return step.get();
    } catch (Exception e) { // Scala's checked exceptions are not declared
      throw SqlStatement.invalid(e);
    }
  }
}
