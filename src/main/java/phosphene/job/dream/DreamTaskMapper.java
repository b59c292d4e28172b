package phosphene.job.dream;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import phosphene.cluster.RowMapper;
import phosphene.gallery.index.DreamRow;
import phosphene.job.photos.CostPartitioner;

/** Makes tasks of the rows of a work plan. */
public record DreamTaskMapper() implements Function<Row, DreamTask> {
  @Override
  public DreamTask call(Row row) {
    List<DreamTask.Asked> dreams = new ArrayList<>();
    for (Row dream : row.<Row>getList(row.fieldIndex("dreams"))) {
      dreams.add(new DreamTask.Asked(dream.getAs("mix"), old(dream)));
    }
    return new DreamTask(CostPartitioner.photo(row), dreams);
  }

  private static @Nullable DreamRow old(Row dream) {
    return dream.getAs("old") instanceof Row row ? RowMapper.read(row, DreamRow.class) : null;
  }
}
