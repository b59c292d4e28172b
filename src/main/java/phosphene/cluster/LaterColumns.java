package phosphene.cluster;

import static org.apache.spark.sql.functions.lit;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import phosphene.gallery.index.IndexTable;

/** Columns that rows of earlier versions lack: they read as null. */
public final class LaterColumns {
  private static final Map<Class<?>, DataType> TYPES =
      Map.of(
          String.class, DataTypes.StringType,
          Integer.class, DataTypes.IntegerType,
          Long.class, DataTypes.LongType,
          Double.class, DataTypes.DoubleType,
          Instant.class, DataTypes.TimestampType);

  private LaterColumns() {}

  /** The rows with every plain column of their table that may be null. */
  public static Dataset<Row> added(Dataset<Row> rows, IndexTable<?> table) {
    Set<String> there = Set.copyOf(Arrays.asList(rows.columns()));
    Dataset<Row> all = rows;
    for (RecordComponent component : table.row().getRecordComponents()) {
      String column = RowMapper.column(component.getName());
      DataType type = TYPES.get(component.getType());
      if (type != null && !there.contains(column)) {
        all = all.withColumn(column, lit(null).cast(type));
      }
    }
    return all;
  }
}
