package phosphene.job.photos;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import phosphene.cluster.Cluster;
import phosphene.cluster.FlatMapIterator;
import phosphene.cluster.HashPartitions;
import phosphene.cluster.Storage;
import phosphene.gallery.store.PhotoCollection;
import phosphene.gallery.store.PhotoCollection.Folder;
import phosphene.gallery.store.PhotoCollection.Found;
import phosphene.plan.PhotoFile;

/**
 * The files of a collection as executors list them, level by level; the driver holds none of them.
 * To be closed when they are no longer read.
 */
final class CollectionListing implements AutoCloseable {
  private static final StructType COLUMNS =
      new StructType()
          .add("photo", DataTypes.StringType, false)
          .add("bytes", DataTypes.LongType, false)
          .add("modified", DataTypes.LongType, false)
          .add("pixels", DataTypes.DoubleType, false);
  private static final int FOLDERS_PER_SLOT = 4;

  private final SparkSession session;
  private final List<JavaRDD<Found>> levels;

  private CollectionListing(SparkSession session, List<JavaRDD<Found>> levels) {
    this.session = session;
    this.levels = levels;
  }

  /** Lists all folders of a collection. */
  static CollectionListing of(PhotoCollection.Place place, Cluster cluster) {
    JavaSparkContext spark = cluster.context();
    List<JavaRDD<Found>> levels = new ArrayList<>();
    JavaRDD<Folder> folders = spark.parallelize(List.of(Folder.ROOT), 1);
    long count = 1;
    while (count > 0) {
      int partitions = (int) Math.min(count, (long) cluster.slots() * FOLDERS_PER_SLOT);
      JavaRDD<Found> level =
          (partitions == 1 ? folders : HashPartitions.by(Folder::path, folders, partitions))
              .mapPartitions(new ListFolders(place))
              .persist(StorageLevel.MEMORY_AND_DISK_SER());
      levels.add(level);
      folders = level.filter(new Inner()).map(new Within());
      count = folders.count();
    }
    return new CollectionListing(cluster.session(), levels);
  }

  /**
   * A row a file: {@code photo}, {@code bytes}, {@code modified} in milliseconds, {@code pixels}
   * about.
   */
  Dataset<Row> files() {
    return session.createDataFrame(found().filter(new IsPhoto()).map(new Columns()), COLUMNS);
  }

  /** What was left out. */
  ListingSummary summary() {
    return found()
        .mapPartitions(new ListingSummary.OfPartition())
        .fold(ListingSummary.NONE, new ListingSummary.Add());
  }

  private JavaRDD<Found> found() {
    JavaRDD<Found> all = levels.get(0);
    for (JavaRDD<Found> level : levels.subList(1, levels.size())) {
      all = all.union(level);
    }
    return all;
  }

  @Override
  public void close() {
    levels.forEach(JavaRDD::unpersist);
  }

  /** Lists folders, one after the other. */
  private record ListFolders(PhotoCollection.Place place)
      implements FlatMapFunction<Iterator<Folder>, Found> {
    @Override
    public Iterator<Found> call(Iterator<Folder> folders) {
      PhotoCollection photos = PhotoCollection.open(place, Storage.ofTask());
      return new FlatMapIterator<>(folders, photos::list);
    }
  }

  private record Inner() implements Function<Found, Boolean> {
    @Override
    public Boolean call(Found found) {
      return found instanceof Found.Inner;
    }
  }

  private record Within() implements Function<Found, Folder> {
    @Override
    public Folder call(Found found) {
      return ((Found.Inner) found).folder();
    }
  }

  private record IsPhoto() implements Function<Found, Boolean> {
    @Override
    public Boolean call(Found found) {
      return found instanceof Found.Photo;
    }
  }

  private record Columns() implements Function<Found, Row>, Serializable {
    @Override
    public Row call(Found found) {
      PhotoFile file = ((Found.Photo) found).file();
      return RowFactory.create(
          file.path(), file.bytes(), file.modified().toEpochMilli(), file.pixels());
    }
  }
}
