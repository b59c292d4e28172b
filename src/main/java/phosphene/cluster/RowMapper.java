package phosphene.cluster;

import java.lang.reflect.RecordComponent;
import java.sql.Timestamp;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Turns a row of Spark's into a record whose components are the columns in snake case. */
public final class RowMapper {
  private RowMapper() {}

  public static <T extends Record> T read(Row row, Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(row.getAs(column(components[i].getName())));
      types[i] = components[i].getType();
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable Object value(@Nullable Object value) {
    return value instanceof Timestamp time ? time.toInstant() : value;
  }

  /** {@code photoSha256} is {@code photo_sha256}. */
  static String column(String component) {
    return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
