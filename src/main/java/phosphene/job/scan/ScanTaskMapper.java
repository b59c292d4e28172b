package phosphene.job.scan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Row;
import phosphene.gallery.RowOrder;
import phosphene.job.photos.CostPartitioner;

/** Makes photos to be scanned of the rows of a work plan. */
record ScanTaskMapper() implements Function<Row, ScanTask.Asked> {
  @Override
  public ScanTask.Asked call(Row row) {
    Row only = row.<Row>getList(row.fieldIndex("dreams")).get(0);
    String old = only.getAs("old") instanceof Row known ? known.getAs("photo_sha256") : null;
    return new ScanTask.Asked(CostPartitioner.photo(row), old == null ? "" : old);
  }

  /**
   * Puts photos that follow each other together: their rows become one file of the index.
   *
   * @param asked see {@link ScanTask}
   * @param order see {@link ScanTask}
   */
  record Together(int most, Instant asked, RowOrder order)
      implements FlatMapFunction<Iterator<ScanTask.Asked>, ScanTask> {
    @Override
    public Iterator<ScanTask> call(Iterator<ScanTask.Asked> photos) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return photos.hasNext();
        }

        @Override
        public ScanTask next() {
          List<ScanTask.Asked> some = new ArrayList<>();
          while (photos.hasNext() && some.size() < most) {
            some.add(photos.next());
          }
          return new ScanTask(some, asked, order);
        }
      };
    }
  }
}
