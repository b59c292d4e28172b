package phosphene.cluster;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.storage.StorageLevel;
import phosphene.gallery.store.StoreException;
import phosphene.gallery.store.Walk;
import phosphene.gallery.store.Walk.Found;

/**
 * All objects of a gallery, as executors list them: the first two levels folder by folder, then
 * each deeper folder with all below it. The driver holds none of them. To be closed when it is no
 * longer read.
 */
public final class GalleryListing implements AutoCloseable {
  private static final int FOLDERS_PER_SLOT = 4;

  private final JavaRDD<Found> found;
  private final long count;

  private GalleryListing(JavaRDD<Found> found, long count) {
    this.found = found;
    this.count = count;
  }

  /** Lists a gallery. */
  public static GalleryListing of(String gallery, Cluster cluster) {
    JavaSparkContext spark = cluster.context();
    int partitions = cluster.slots() * FOLDERS_PER_SLOT;
    JavaRDD<Found> top =
        spark
            .parallelize(List.of(""), 1)
            .mapPartitions(new ListFolders(gallery, Depth.INSIDE))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    JavaRDD<Found> second =
        branches(top, partitions)
            .mapPartitions(new ListFolders(gallery, Depth.INSIDE))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    JavaRDD<Found> rest =
        branches(second, partitions).mapPartitions(new ListFolders(gallery, Depth.BELOW));
    JavaRDD<Found> all =
        top.filter(new Ends())
            .union(second.filter(new Ends()))
            .union(rest)
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    long count = all.count(); // lists
    top.unpersist();
    second.unpersist();
    return new GalleryListing(all, count);
  }

  /**
   * The names of all objects in a folder and below it, as executors list them; read anew each time.
   * A folder that cannot be listed is a failure.
   */
  public static JavaRDD<String> names(String gallery, String folder, Cluster cluster) {
    JavaRDD<Found> top =
        cluster
            .context()
            .parallelize(List.of(folder), 1)
            .mapPartitions(new ListFolders(gallery, Depth.INSIDE));
    return top.union(
            branches(top, cluster.slots() * FOLDERS_PER_SLOT)
                .mapPartitions(new ListFolders(gallery, Depth.BELOW)))
        .flatMap(new Names());
  }

  private static JavaRDD<String> branches(JavaRDD<Found> level, int partitions) {
    JavaRDD<String> names = level.filter(new IsBranch()).map(Found::name);
    return HashPartitions.by(name -> name, names, partitions);
  }

  /** What was found; no folders. */
  public JavaRDD<Found> found() {
    return found;
  }

  /** How many were found. */
  public long count() {
    return count;
  }

  @Override
  public void close() {
    found.unpersist();
  }

  /** How deep an executor lists a folder. */
  private enum Depth {
    INSIDE,
    BELOW;

    Iterator<Found> look(Walk walk, String folder) {
      return this == INSIDE ? walk.inside(folder) : walk.below(folder);
    }
  }

  /** Lists folders, one after the other. */
  private record ListFolders(String gallery, Depth depth)
      implements FlatMapFunction<Iterator<String>, Found> {
    @Override
    public Iterator<Found> call(Iterator<String> folders) {
      Walk walk = Walk.open(gallery, Storage.ofTask());
      return new FlatMapIterator<>(folders, folder -> depth.look(walk, folder));
    }
  }

  private record Names() implements FlatMapFunction<Found, String> {
    @Override
    public Iterator<String> call(Found found) {
      if (found instanceof Found.Locked locked) {
        throw new StoreException("Cannot list " + locked.name(), new IOException(locked.message()));
      }
      return (found instanceof Found.Leaf ? List.of(found.name()) : List.<String>of()).iterator();
    }
  }

  private record IsBranch() implements Function<Found, Boolean> {
    @Override
    public Boolean call(Found found) {
      return found instanceof Found.Branch;
    }
  }

  private record Ends() implements Function<Found, Boolean> {
    @Override
    public Boolean call(Found found) {
      return !(found instanceof Found.Branch);
    }
  }
}
