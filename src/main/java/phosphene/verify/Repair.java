package phosphene.verify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Cluster;
import phosphene.cluster.Dispatch;
import phosphene.cluster.IndexView;
import phosphene.cluster.JobStage;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.index.UnitRow;
import phosphene.gallery.index.UnitsTable;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.JobKinds;

/**
 * Makes the index of a gallery say what is there, so that the job's next run makes the rest. An
 * object is removed after all of its rows, so a later verification finds what a repair that was
 * killed has left.
 */
record Repair(Cluster cluster, ObjectStore store) {
  private static final Logger LOG = LoggerFactory.getLogger(Repair.class);
  private static final int TASKS_PER_SLOT = 4;

  /** Removes files of the index that are damaged. */
  void index(Damage damage) {
    for (String file : damage.files()) {
      if (file.equals(UnitsTable.CONTENTS) || file.startsWith(UnitRow.TABLE.folder() + "/")) {
        new UnitsTable(store).forget();
      } else {
        store.delete(file);
      }
      LOG.info("Removed {} from the index, as it could not be read", file);
    }
  }

  /**
   * Removes the rows of images that are damaged, and then these.
   *
   * @return how many rows
   */
  long images(Damage damage) throws InterruptedException {
    if (damage.images().isEmpty()) {
      return 0;
    }
    // First: a flight would go on from its last frame, and draw none of those that are damaged.
    damage.images().stream()
        .flatMap(name -> JobKinds.places().marker(name).stream())
        .distinct()
        .forEach(store::delete);
    long rows = 0;
    for (IndexTable<?> table : JobKinds.tables()) {
      rows += rows(table, damage.images());
    }
    remove(damage.altered());
    LOG.info("Removed {} rows of {} damaged images", rows, damage.images().size());
    return rows;
  }

  private long rows(IndexTable<?> table, Set<String> images) throws InterruptedException {
    List<String> files = table.files(store);
    if (files.isEmpty() || table.objects().isEmpty()) {
      return 0;
    }
    PartRepair work =
        table
            .edition()
            .map(edition -> whole(table, edition, images))
            .orElseGet(() -> new PartRepair(store.uri(), table.objects(), images));
    long[] rows = {0};
    JavaSparkContext spark = cluster.context();
    new Dispatch<>(spark, work)
        .run(
            Dispatch.stages(spark, "repair of index " + table.name(), files),
            taken -> rows[0] += taken,
            () -> {});
    return rows[0];
  }

  /** Rows that only count together follow from each other: all of an edition go. */
  private PartRepair whole(IndexTable<?> table, IndexTable.Edition edition, Set<String> images) {
    Dataset<Row> damaged =
        cluster.session().createDataset(List.copyOf(images), Encoders.STRING()).toDF("path");
    Optional<Dataset<Row>> last = new IndexView(cluster, store).find(table);
    Set<String> editions =
        last
            .map(rows -> rows.join(damaged, new String[] {"path"}, "left_semi"))
            .map(rows -> rows.select(edition.column()).distinct().collectAsList())
            .orElse(List.of())
            .stream()
            .map(row -> row.getString(0))
            .collect(Collectors.toSet());
    return new PartRepair(store.uri(), List.of(edition.column()), editions);
  }

  private void remove(List<String> names) throws InterruptedException {
    if (names.isEmpty()) {
      return;
    }
    JavaSparkContext spark = cluster.context();
    int parts = Math.min(names.size(), cluster.slots() * TASKS_PER_SLOT);
    new Dispatch<>(spark, new ObjectRemoval(store.uri()))
        .run(
            List.of(
                new JobStage<>(
                    "damaged images of " + store.uri(), spark.parallelize(names, parts))),
            name -> LOG.debug("Removed {}", name),
            () -> {});
  }
}
