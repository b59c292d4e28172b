package phosphene.job.dream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import phosphene.gallery.Provenance;
import phosphene.gallery.store.Glob;
import phosphene.gallery.store.PhotoCollection;
import phosphene.image.Photos;
import phosphene.image.exif.Metadata;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.job.run.ShippedNetworks;
import phosphene.spec.DreamJob;

/** Guides of a process. */
class GuideCacheTest {
  private static final DreamJob JOB =
      DreamJob.FORM.read(
          "job",
          """
              job: dream
              network: squeezenet
              photos: photos
              layers: conv1
              recipe: {tile: 32}
              output: out
              """,
          List.of());

  @AfterEach
  void clear() {
    GuideCache.clear();
  }

  private static DreamContext context(byte[] guide, String identity) {
    return new DreamContext(
        ShippedNetworks.random("squeezenet", 1),
        JOB.json(),
        new PhotoCollection.Place("file:/photos", Glob.ALL),
        guide,
        identity,
        new Provenance(new Provenance.NetworkName("squeezenet", "1", "none"), "", "", 1, "1"),
        "file:/out");
  }

  private static byte[] guide(float color) {
    float[] planes = new float[3 * 100 * 50];
    java.util.Arrays.fill(planes, color);
    Raster raster = new Raster(100, 50, planes);
    return Photos.encode(raster, Photo.of(raster, Format.PNG), Metadata.NONE, Map.of());
  }

  @Test
  void aJobWithoutAGuideHasNone() {
    DreamContext context = context(new byte[0], "none");

    assertThat(GuideCache.of(context, JOB)).isEmpty();
    assertThat(GuideCache.decodingBytes(context, JOB)).isZero();
  }

  @Test
  void aGuideIsDecodedOnceForAllTasksAndIsAsSmallAsATile() throws Exception {
    DreamContext context = context(guide(0.5f), "one");
    ExecutorService tasks = Executors.newFixedThreadPool(4);
    List<Callable<Raster>> asked = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      asked.add(() -> GuideCache.of(context, JOB).orElseThrow());
    }

    HashSet<Integer> objects = new HashSet<>();
    for (Future<Raster> raster : tasks.invokeAll(asked)) {
      assertThat(raster.get().width()).isEqualTo(32);
      assertThat(raster.get().height()).isEqualTo(16);
      objects.add(System.identityHashCode(raster.get()));
    }
    tasks.shutdown();

    assertThat(objects).hasSize(1);
  }

  @Test
  void itCountsOnTheHeapUntilItIsDecoded() {
    DreamContext context = context(guide(0.5f), "two");

    assertThat(GuideCache.decodingBytes(context, JOB)).isEqualTo(7L * 100 * 50);
    Optional<Raster> first = GuideCache.of(context, JOB);
    assertThat(GuideCache.decodingBytes(context, JOB)).isZero();

    GuideCache.clear();
    assertThat(GuideCache.decodingBytes(context, JOB)).isPositive();
    assertThat(GuideCache.of(context, JOB).orElseThrow().planes())
        .containsExactly(first.orElseThrow().planes());
  }

  @Test
  void jobsDoNotSeeEachOthersGuides() {
    float dark = GuideCache.of(context(guide(0), "dark"), JOB).orElseThrow().planes()[0];
    float light = GuideCache.of(context(guide(1), "light"), JOB).orElseThrow().planes()[0];

    assertThat(dark).isZero();
    assertThat(light).isEqualTo(1);
  }
}
