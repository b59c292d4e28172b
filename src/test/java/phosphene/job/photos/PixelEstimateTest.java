package phosphene.job.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.cluster.Cluster;
import phosphene.gallery.store.PhotoCollection;
import phosphene.image.Photos;
import phosphene.image.exif.Metadata;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.spec.Photos.Others;

/** About how many pixels a collection has. */
class PixelEstimateTest {
  private static Cluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void begin() {
    cluster = Cluster.open("pixels", Optional.of("local[2]"));
  }

  @AfterAll
  static void end() {
    cluster.close();
  }

  @Test
  void tinyPhotosAreNotTakenForLargerOnes() throws IOException {
    for (int i = 0; i < 30; i++) {
      photo(i + ".png", Format.PNG, 16, 16);
      photo(i + ".jpg", Format.JPEG, 32, 24);
    }

    assertThat(pixels() / (30 * (16 * 16 + 32 * 24))).isCloseTo(1, within(0.05));
  }

  @Test
  void ofPhotosOfDifferentSizesItIsAboutTheSum() throws IOException {
    double pixels = 0;
    for (int i = 0; i < 40; i++) {
      int side = 50 + 13 * i;
      photo(i + ".jpg", Format.JPEG, side, side);
      pixels += side * side;
    }

    assertThat(pixels() / pixels).isCloseTo(1, within(0.25));
  }

  @Test
  void aPhotoWhoseHeaderCannotBeReadIsGuessed() throws IOException {
    Files.write(folder.resolve("a.jpg"), new byte[30_000]);

    assertThat(pixels()).isEqualTo(100_000);
  }

  private double pixels() {
    PhotoCollection.Place place = PhotoCollection.find(folder.toString(), new Configuration());
    WorkPlan.Wanted wanted = new WorkPlan.Wanted(Map.of("a", new WorkPlan.Price(0, 2)), "dreams");
    ResumeCheck check = new ResumeCheck(1_000_000, Others.LEFT_OUT, Set.of());
    try (WorkPlan workPlan = WorkPlan.of(place, cluster, wanted, Optional.empty(), check)) {
      assertThat(workPlan.totals().flop()).isEqualTo(2 * workPlan.totals().pixels());
      return workPlan.totals().pixels();
    }
  }

  private void photo(String name, Format format, int width, int height) throws IOException {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    float[] planes = new float[3 * width * height];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (float) random.nextDouble();
    }
    Raster raster = new Raster(width, height, planes);
    Files.write(
        folder.resolve(name),
        Photos.encode(raster, Photo.of(raster, format), Metadata.NONE, Map.of()));
  }
}
