package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.PhotoCollection;
import phosphene.job.dream.DreamTask;
import phosphene.job.dream.DreamTaskMapper;
import phosphene.job.photos.CostPartitioner;
import phosphene.job.photos.ResumeCheck;
import phosphene.job.photos.WorkPlan;
import phosphene.spec.Photos;
import phosphene.verify.IndexedImage;

/**
 * What long jobs are cut from. Spark ends a job that has lost a part of something whose parts may
 * hold other records when they are made again: such jobs do not outlive an executor.
 */
class HashPartitionsTest {
  private static final Configuration STORAGE = new Configuration();

  @TempDir static Path folder;
  private static Cluster cluster;

  @BeforeAll
  static void begin() throws IOException {
    for (String month : List.of("2019/01", "2019/02", "2020/01", "2020/02")) {
      Path album = Files.createDirectories(folder.resolve("photos").resolve(month));
      Files.writeString(album.resolve("a.jpg"), "a");
      Files.writeString(album.resolve("b.jpg"), "b");
    }
    cluster = Cluster.open("scatter", Optional.of("local[2]"));
  }

  @AfterAll
  static void end() {
    cluster.close();
  }

  @Test
  void partitionsHoldTheSameThingsInWhateverOrderTheyCome() {
    List<String> names = IntStream.range(0, 310).mapToObj(i -> "tiles/" + i + ".png").toList();
    List<String> mixed = new ArrayList<>(names);
    Collections.shuffle(mixed, new Random(1));

    List<Set<String>> parts = scattered(names, 3);

    assertThat(scattered(mixed, 5)).isEqualTo(parts);
    assertThat(parts.stream().flatMap(Set::stream)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(parts).as("none is most of the work").allMatch(part -> part.size() < 30);
  }

  /** By 31 partitions Java's hash of these texts is one and the same. */
  private static List<Set<String>> scattered(List<String> names, int slices) {
    JavaRDD<String> things = cluster.context().parallelize(names, slices);
    return HashPartitions.by(name -> name, things, 31).glom().collect().stream()
        .<Set<String>>map(Set::copyOf)
        .toList();
  }

  @Test
  void photosOfFoldersWithinFolders() {
    PhotoCollection.Place place =
        PhotoCollection.find(folder.resolve("photos").toString(), STORAGE);
    WorkPlan.Wanted wanted =
        new WorkPlan.Wanted(
            Map.of("a", new WorkPlan.Price(1e9, 0), "b", new WorkPlan.Price(1e9, 0)), "dreams");
    ResumeCheck check = new ResumeCheck(1_000_000, Photos.Others.LEFT_OUT, Set.of());
    try (WorkPlan workPlan = WorkPlan.of(place, cluster, wanted, Optional.empty(), check)) {
      JavaRDD<DreamTask> tasks =
          CostPartitioner.of(workPlan, cluster.slots(), new DreamTaskMapper());

      assertCanBeMadeAgain(tasks);
      assertThat(tasks.map(task -> task.photo().path()).collect())
          .hasSize(8)
          .contains("2019/01/a.jpg", "2020/02/b.jpg");
    }
  }

  @Test
  void objectsOfAGallery() {
    ObjectStore store = HadoopStore.open(folder.resolve("gallery").toString(), STORAGE);
    for (String photo : List.of("2019/01/a", "2019/02/a", "2020/01/a", "2020/02/a")) {
      store.write("dreams/" + photo + ".jpg/a.jpg", new byte[] {1});
    }

    try (GalleryListing listing = GalleryListing.of(store.uri(), cluster)) {
      assertCanBeMadeAgain(listing.found());
      assertThat(listing.count()).isEqualTo(4);
    }
  }

  @Test
  void picturesThatAreVerified() {
    List<IndexedImage> images =
        List.of(
            new IndexedImage("1", "a", 1, "x"),
            new IndexedImage("2", "b", 1, "y"),
            new IndexedImage("3", "", 1, ""));
    JavaRDD<IndexedImage> shuffled = cluster.context().parallelize(images, 2).distinct();

    JavaRDD<List<IndexedImage>> partitions = IndexedImage.partitions(shuffled, 8);

    assertCanBeMadeAgain(partitions);
    assertThat(partitions.flatMap(List::iterator).collect())
        .containsExactlyInAnyOrderElementsOf(images);
  }

  private static void assertCanBeMadeAgain(JavaRDD<?> things) {
    assertThat(things.rdd().outputDeterministicLevel()).hasToString("UNORDERED");
  }
}
