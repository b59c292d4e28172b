package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.engine.Toys;

/** Columns against the transform's definition in double precision, lengths of all kinds. */
class ColumnFftTest {
  private static final int WIDTH = 5;
  private final SplittableRandom random = new SplittableRandom(11);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 12, 16, 30, 31, 53, 64, 75, 98, 118, 128, 257})
  void everyColumnIsTransformedAsDefined(int length) {
    float[][] re = rows(length);
    float[][] im = rows(length);
    double[][] expectedRe = new double[length][WIDTH];
    double[][] expectedIm = new double[length][WIDTH];
    define(re, im, expectedRe, expectedIm);
    ColumnFft fft = new ColumnFft(length, WIDTH);
    float[][] madeRe = taken(re, fft);
    float[][] madeIm = taken(im, fft);
    fft.transform(madeRe, madeIm);
    double tolerance = 1e-6 * Math.sqrt(length) * 4;
    for (int k = 0; k < length; k++) {
      for (int column = 0; column < WIDTH; column++) {
        double real = madeRe[k][column];
        double imaginary = madeIm[k][column];
        assertThat(real).isCloseTo(expectedRe[k][column], within(tolerance));
        assertThat(imaginary).isCloseTo(expectedIm[k][column], within(tolerance));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 15, 31, 53, 128})
  void withItsPartsExchangedItIsTheInverse(int length) {
    float[][] re = rows(length);
    float[][] im = rows(length);
    ColumnFft fft = new ColumnFft(length, WIDTH);
    float[][] madeRe = taken(re, fft);
    float[][] madeIm = taken(im, fft);
    fft.transform(madeRe, madeIm);
    float[][] backRe = taken(madeRe, fft);
    float[][] backIm = taken(madeIm, fft);
    fft.transform(backIm, backRe);
    for (int n = 0; n < length; n++) {
      for (int column = 0; column < WIDTH; column++) {
        assertThat(backRe[n][column] / length).isCloseTo(re[n][column], within(2e-6f));
        assertThat(backIm[n][column] / length).isCloseTo(im[n][column], within(2e-6f));
      }
    }
  }

  private float[][] rows(int length) {
    float[][] rows = new float[length][];
    for (int i = 0; i < length; i++) {
      rows[i] = Toys.values(random, WIDTH, -1, 1);
    }
    return rows;
  }

  /** Copies of the rows in the order in which a transform takes them. */
  private static float[][] taken(float[][] rows, ColumnFft fft) {
    float[][] taken = new float[rows.length][];
    for (int n = 0; n < rows.length; n++) {
      taken[fft.place(n)] = rows[n].clone();
    }
    return taken;
  }

  private static void define(float[][] re, float[][] im, double[][] toRe, double[][] toIm) {
    int length = re.length;
    for (int k = 0; k < length; k++) {
      for (int n = 0; n < length; n++) {
        double angle = -2 * Math.PI * k * n / length;
        for (int column = 0; column < WIDTH; column++) {
          toRe[k][column] += Math.cos(angle) * re[n][column] - Math.sin(angle) * im[n][column];
          toIm[k][column] += Math.cos(angle) * im[n][column] + Math.sin(angle) * re[n][column];
        }
      }
    }
  }
}
