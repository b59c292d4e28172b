package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import phosphene.image.pixel.Raster;
import phosphene.spec.ColorSpace;
import phosphene.spec.Draws;
import phosphene.spec.NaturalSpectrum;
import phosphene.spec.NaturalSpectrum.Table;
import phosphene.spec.Parameterization;
import phosphene.spec.Seed;
import phosphene.spec.SpectrumFile;

class SpectrumMeterTest {
  private static final int PICTURES = 48;

  @Test
  void theSpectrumThatComesWithTheProgramIsThatOfTheseDeadLeaves() throws Exception {
    DeadLeaves leaves = new DeadLeaves(1);
    SpectrumMeter meter = new SpectrumMeter();
    for (int i = 0; i < PICTURES; i++) {
      meter.add(leaves.next());
    }
    String text = SpectrumFile.text(PICTURES + " pictures of dead leaves, seed 1", meter.table());
    try (var in = SpectrumMeter.class.getResourceAsStream("/phosphene/spectra/leaves.yaml")) {
      assertThat(text)
          .isEqualTo(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** A table that falls by a power, unlike for every plane and direction. */
  private static Table table() {
    return Table.of(
        IntStream.range(0, Table.PLANES * Table.RADII * Table.ANGLES)
            .mapToDouble(
                i -> {
                  int plane = i / Table.ANGLES / Table.RADII;
                  int row = i / Table.ANGLES % Table.RADII;
                  return -4 - 0.5 * plane - 0.6 * row + 0.1 * (i % Table.ANGLES);
                })
            .toArray());
  }

  @Test
  void whatATableMakesHasThatTable() {
    SpectrumMeter meter = new SpectrumMeter();
    Parameterization maco = new Parameterization.Maco(table(), ColorSpace.DECORRELATED);
    ImageParameters image = ImageParameters.of(maco, SpectrumMeter.SIDE);
    float[] values = new float[image.count()];
    float[] planes = new float[3 * SpectrumMeter.SIDE * SpectrumMeter.SIDE];
    for (int seed = 0; seed < 24; seed++) {
      image.start(new Draws(new Seed(seed)), values);
      image.forward(values, planes);
      float[] rgb = new float[planes.length];
      ColorTransform.decorrelated().forward(planes, rgb);
      meter.add(new Raster(SpectrumMeter.SIDE, SpectrumMeter.SIDE, rgb));
    }
    List<Double> measured = meter.table().levels();
    for (int row = 4;
        row < Table.RADII - 3;
        row++) { // the window blurs the lowest, the margin of colors spreads to the highest
      for (int plane = 0; plane < Table.PLANES; plane++) {
        int at = (plane * Table.RADII + row) * Table.ANGLES + 2;
        // 0.17: the mean of magnitudes whose squares have the mean 1 (Rayleigh) is 2^-0.17
        assertThat(measured.get(at) + 0.17)
            .as("%d %d", plane, row)
            .isCloseTo(table().levels().get(at), within(0.25));
      }
    }
  }

  @Test
  void aFileOfATableIsReadAsThatTable() {
    String text = SpectrumFile.text("it's mine", table());
    NaturalSpectrum read =
        ((Parameterization.Maco)
                phosphene.spec.Recipe.read(
                        "r", "{name: maco, parameterization: {maco: {spectrum: mine.yaml}}}")
                    .resolved(place -> place.equals("mine.yaml") ? text : "")
                    .parameterization())
            .spectrum();
    assertThat(read).isEqualTo(table());
  }

  @Test
  void smallPicturesAreRefused() {
    assertThatThrownBy(() -> new SpectrumMeter().add(new Raster(300, 255, new float[3 * 76500])))
        .hasMessage("Invalid picture: 255 pixels");
  }

  @Test
  void betweenAndBeyondItsNumbersATableGoesOn() {
    Table flat = Table.of(Collections.nCopies(240, -3.0).stream().mapToDouble(d -> d).toArray());
    for (double cycles : new double[] {1, 2.5, 100, 1000}) {
      assertThat(flat.magnitude(1, cycles, cycles / 3)).isCloseTo(0.125, within(1e-9));
    }
    assertThat(table().magnitude(0, 8, 0)).isCloseTo(Math.pow(2, -4 - 0.6 * 6), within(1e-9));
    assertThat(table().magnitude(2, 0, 512)).isCloseTo(Math.pow(2, -4.6 - 0.6 * 18), within(1e-9));
  }
}
