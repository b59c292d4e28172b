package phosphene.job.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext$;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.cluster.Cluster;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.CropSheet;
import phosphene.gallery.Layout;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.Photos;
import phosphene.image.exif.Metadata;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.job.atlas.CropTask.Spot;

/** What of a photo is shown beside a unit. */
class CropWorkerTest {
  private static final Area SQUARE = new Area(100, 0, 400, 400); // of a photo of 600 x 400

  private static Area part(Area box) {
    return CropWorker.part(new Spot(0, 0, "a.jpg", SQUARE, box), 200, 200);
  }

  @Test
  void whatExcitedTheUnitIsFoundInThePictureOfTheSquare() {
    assertThat(part(new Area(300, 100, 40, 40))).isEqualTo(new Area(100, 50, 20, 20));
  }

  @Test
  void aBoxThatTheEdgeCutIsShownAsASquareWithinThePicture() {
    assertThat(part(new Area(100, 160, 20, 60))).isEqualTo(new Area(0, 80, 30, 30));
    assertThat(part(new Area(480, 380, 20, 20))).isEqualTo(new Area(190, 190, 10, 10));
    assertThat(part(SQUARE)).isEqualTo(new Area(0, 0, 200, 200));
  }

  @Test
  void aBoxOfLessThanAPixelIsOnePixel() {
    assertThat(part(new Area(300, 100, 1, 1))).isEqualTo(new Area(100, 50, 1, 1));
  }

  /** Nobody keeps room in the heap for it: of the images of scans each has some hundred pixels. */
  @Test
  void aPictureLargerThanScansMakeStaysDark(@TempDir Path folder) throws IOException {
    ObjectStore store = HadoopStore.open(folder.toString(), new Configuration());
    store.write(Layout.scan("a.jpg", Layout.Scan.PICTURE), white(200));
    store.write(Layout.scan("large.jpg", Layout.Scan.PICTURE), white(2100));
    CropTask task =
        new CropTask(
            new CropSheet("conv1", 0).object("0123456789abcdef"),
            List.of(
                new Spot(0, 0, "a.jpg", SQUARE, SQUARE),
                new Spot(1, 0, "large.jpg", SQUARE, SQUARE)));
    LongAccumulator count = new LongAccumulator();

    Cluster cluster = Cluster.open("crops", Optional.of("local[1]"));
    TaskContext$.MODULE$.setTaskContext(TaskContext$.MODULE$.empty());
    try {
      new CropWorker(store.uri(), store.uri(), new WorkCounters(count, count, count)).draw(task);
    } finally {
      TaskContext$.MODULE$.unset();
      cluster.close();
    }

    BufferedImage sheet =
        ImageIO.read(new ByteArrayInputStream(store.find(task.path()).orElseThrow()));
    assertThat(red(sheet, 0)).isGreaterThan(250);
    assertThat(red(sheet, 1)).isLessThan(50);
  }

  private static byte[] white(int side) {
    float[] planes = new float[3 * side * side];
    Arrays.fill(planes, 1);
    Raster raster = new Raster(side, side, planes);
    return Photos.encode(raster, Photo.of(raster, Format.JPEG), Metadata.NONE, Map.of());
  }

  /** In the middle of the first photo of a unit. */
  private static int red(BufferedImage sheet, int channel) {
    int half = CropSheet.PHOTO / 2;
    return sheet.getRGB(CropSheet.x(channel, 0) + half, CropSheet.y(channel, 0) + half) >> 16 & 255;
  }
}
