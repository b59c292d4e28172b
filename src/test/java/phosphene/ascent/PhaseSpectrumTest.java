package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.engine.Toys;
import phosphene.spec.Draws;
import phosphene.spec.NaturalSpectrum;
import phosphene.spec.Seed;

/** The laws of an image whose phases move only. */
class PhaseSpectrumTest {
  private static final NaturalSpectrum.Table TABLE = NaturalSpectrum.standard().table();

  private static float[] start(PhaseSpectrum image, int seed) {
    float[] values = new float[image.count()];
    image.start(new Draws(new Seed(seed)), values);
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 30, 64})
  void theMagnitudesAreTheTables(int size) {
    PhaseSpectrum image = new PhaseSpectrum(size, TABLE);
    float[] planes = new float[3 * size * size];
    image.forward(start(image, 3), planes);
    int half = size / 2 + 1;
    float[] ones = new float[size * half];
    Arrays.fill(ones, 1);
    float[] parts = new float[3 * 2 * size * half];
    new HalfSpectrumFft(size, 3).forward(planes, ones, parts);
    for (int i = 0; i < parts.length / 2; i++) {
      int across = i % half;
      int row = i / half % size;
      int down = row <= (size - 1) / 2 ? row : row - size;
      boolean alone = 2 * across % size == 0 && 2 * row % size == 0;
      double asked = alone ? 0 : size * size * TABLE.magnitude(i / (size * half), across, down);
      double there = Math.hypot(parts[2 * i], parts[2 * i + 1]);
      assertThat(there).as("%d %d", across, down).isCloseTo(asked, within(1e-4 * size * size));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17})
  void everyGradientIsThatOfFiniteDifferences(int size) {
    PhaseSpectrum image = new PhaseSpectrum(size, TABLE);
    float[] values = start(image, 5);
    float[] weights = Toys.values(new SplittableRandom(7), 3 * size * size, -1, 1);
    float[] planes = new float[weights.length];
    float[] gradient = new float[values.length];
    image.forward(values, planes);
    image.adjoint(weights, gradient);
    double largest = 0;
    for (float one : gradient) {
      largest = Math.max(largest, Math.abs(one));
    }
    for (int i = 0; i < values.length; i++) {
      double measured =
          (dot(image, values, i, 1e-2f, weights) - dot(image, values, i, -1e-2f, weights)) / 2e-2;
      assertThat((double) gradient[i]).as("%d", i).isCloseTo(measured, within(2e-3 * largest));
    }
  }

  private static double dot(
      PhaseSpectrum image, float[] values, int at, float step, float[] weights) {
    float[] moved = values.clone();
    moved[at] += step;
    float[] planes = new float[weights.length];
    image.forward(moved, planes);
    double sum = 0;
    for (int i = 0; i < planes.length; i++) {
      sum += (double) planes[i] * weights[i];
    }
    return sum;
  }

  @Test
  void phasesStartAllAroundTheCircle() {
    PhaseSpectrum image = new PhaseSpectrum(64, TABLE);
    float[] values = start(image, 1);
    int[] quarters = new int[4];
    for (float value : values) {
      quarters[(int) ((value + Math.PI) / (Math.PI / 2 + 1e-6))]++;
    }
    for (int count : quarters) {
      assertThat(count).isBetween(values.length / 5, values.length / 3);
    }
  }
}
