package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import phosphene.cluster.CropTask.Spot;
import phosphene.image.Area;

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
}
