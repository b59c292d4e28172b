package phosphene.job.photos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.storage.StorageLevel;
import phosphene.plan.PhotoFile;
import scala.Tuple2;

/**
 * Spreads the missing images over partitions of about equal cost, the largest photos first. The
 * images of a photo stay together, so that it is read once, unless one image alone fills a
 * partition.
 */
public final class CostPartitioner {
  // About five minutes of a core at 130 GFLOP/s: what a lost executor loses, as with tiles.
  private static final double MOST_FLOP = 4e13;
  private static final int PER_SLOT = 4;
  private static final DecimalType WHOLE = DataTypes.createDecimalType(38, 0);

  private CostPartitioner() {}

  /**
   * The partitions of a work plan.
   *
   * @param mapper makes a task of a row with {@code photo}, {@code bytes}, {@code modified}, and
   *     {@code dreams}, a list of {@code mix} and {@code old}
   */
  public static <T> JavaRDD<T> of(WorkPlan workPlan, int slots, Function<Row, T> mapper) {
    double total = workPlan.totals().flop();
    double share = Math.min(MOST_FLOP, total / ((double) slots * PER_SLOT));
    JavaRDD<Row> tasks =
        workPlan
            .missing()
            .withColumn("apart", when(col("flop").geq(share), col("mix")))
            .groupBy("photo", "bytes", "modified", "apart")
            .agg(
                collect_list(struct(col("mix"), col("old"))).as("dreams"),
                // Exact: a rounding that followed the order of the terms might move a photo when
                // an executor is lost, and it would be in no partition.
                sum(col("flop").cast(WHOLE)).cast(DataTypes.DoubleType).as("flop"))
            .orderBy(col("flop").desc(), col("photo"), col("apart"))
            .toJavaRDD()
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<Double> sums = tasks.mapPartitions(new Sum()).collect();
    int count = (int) Math.max(1, Math.ceil(total / Math.max(1, share)));
    return tasks
        .mapPartitionsWithIndex(new Assign(sums, total / count, count), true)
        .mapToPair(pair -> pair)
        .partitionBy(new HashPartitioner(count))
        .values()
        .map(mapper);
  }

  /** The photo of a row. */
  public static PhotoFile photo(Row row) {
    return new PhotoFile(
        row.getAs("photo"),
        row.<Long>getAs("bytes"),
        Instant.ofEpochMilli(row.<Long>getAs("modified")));
  }

  private static double flop(Row row) {
    return row.getDouble(row.fieldIndex("flop"));
  }

  /** The operations of a partition. */
  private record Sum() implements FlatMapFunction<Iterator<Row>, Double> {
    @Override
    public Iterator<Double> call(Iterator<Row> rows) {
      double sum = 0;
      while (rows.hasNext()) {
        sum += flop(rows.next());
      }
      return List.of(sum).iterator();
    }
  }

  /**
   * Gives each task the number of its partition, by the operations of all tasks before it.
   *
   * @param sums of the partitions before
   * @param share operations of a partition
   */
  private record Assign(List<Double> sums, double share, int count)
      implements Function2<Integer, Iterator<Row>, Iterator<Tuple2<Integer, Row>>> {
    Assign {
      sums = new ArrayList<>(sums);
    }

    @Override
    public Iterator<Tuple2<Integer, Row>> call(Integer partition, Iterator<Row> rows) {
      double[] before = {sums.subList(0, partition).stream().mapToDouble(sum -> sum).sum()};
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public Tuple2<Integer, Row> next() {
          Row row = rows.next();
          int target = (int) Math.min(count - 1, before[0] / share);
          before[0] += flop(row);
          return new Tuple2<>(target, row);
        }
      };
    }
  }
}
