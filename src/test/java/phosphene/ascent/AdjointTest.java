package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.engine.Toys;
import phosphene.spec.Draws;
import phosphene.spec.Recipe;
import phosphene.spec.Seed;
import phosphene.spec.Transform;

/** The law of every linear part: {@code <Ax, y> = <x, A'y>}. */
class AdjointTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 30, 31, 53, 64, 106, 128})
  void spectrumHasAnExactAdjoint(int size) {
    Spectrum spectrum = new Spectrum(size, 1, 0.25, 0.01);
    float[] x = Toys.values(random, spectrum.count(), -1, 1);
    float[] y = Toys.values(random, 3 * size * size, -1, 1);
    float[] ax = new float[y.length];
    float[] aty = new float[x.length];
    spectrum.forward(x, ax);
    spectrum.adjoint(y, aty);
    double scale = Math.sqrt(dot(ax, ax) * dot(y, y));
    assertThat(dot(ax, y) / scale).isCloseTo(dot(x, aty) / scale, within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 53})
  void spectrumIsTheInverseRealFourierTransform(int size) {
    Spectrum spectrum = new Spectrum(size, 0);
    float[] x = Toys.values(random, spectrum.count(), -1, 1);
    float[] planes = new float[3 * size * size];
    spectrum.forward(x, planes);
    for (int y = 0; y < size; y++) {
      for (int column = 0; column < size; column++) {
        assertThat(planes[y * size + column])
            .isCloseTo((float) inverseByDefinition(x, size, y, column), within(1e-5f));
      }
    }
  }

  /** numpy.fft.irfft2 of size / 4 * x with the axes exchanged, written out. */
  private static double inverseByDefinition(float[] x, int size, int row, int column) {
    int half = size / 2 + 1;
    double sum = 0;
    for (int u = 0; u < size; u++) {
      for (int v = 0; v < half; v++) {
        double angle = 2 * Math.PI * (v * row + u * column) / size;
        double re = x[u * half + v];
        double im = x[(size + u) * half + v];
        double weight = v == 0 || 2 * v == size ? 1 : 2;
        sum += weight * (re * Math.cos(angle) - im * Math.sin(angle));
      }
    }
    return sum * size / 4.0 / (size * size);
  }

  static Stream<Arguments> transforms() {
    return Stream.of(
        Arguments.of(List.of(new Transform.Margin(4), new Transform.Jitter(3))),
        Arguments.of(List.of(new Transform.Pad(5))),
        Arguments.of(List.of(new Transform.Jitter(6))),
        Arguments.of(List.of(new Transform.Scale(0.8, 1.2))),
        Arguments.of(List.of(new Transform.Rotate(30))),
        Arguments.of(List.of(new Transform.Crops(0.9, 0.1, 2, 24))),
        Arguments.of(List.of(new Transform.Noise(0.1))),
        Arguments.of(
            List.of(
                new Transform.Pad(4),
                new Transform.Crops(0.5, 0.5, 1, 48),
                new Transform.Jitter(3))),
        Arguments.of(List.of()),
        Arguments.of(Recipe.standard().transforms()));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void everyTransformHasAnExactAdjoint(List<Transform> transforms) {
    TransformedView view = view(transforms, 40);
    int size = view.drawn();
    Draws draws = new Draws(new Seed(3));
    Sampler sampler = new Sampler(size, view.canvas());
    for (int trial = 0; trial < 20; trial++) {
      sampler.look(view.draw(draws, 0.3));
      float[] x = Toys.values(random, 3 * size * size, -1, 1);
      float[] y = Toys.values(random, 3 * view.canvas() * view.canvas(), -1, 1);
      float[] ax = canvas(sampler, x, y.length);
      float[] gray = canvas(sampler, new float[x.length], y.length);
      float[] aty = new float[x.length];
      sampler.adjoint(y, 0, aty);
      double scale = Math.sqrt(dot(x, x) * dot(y, y));
      assertThat((dot(ax, y) - dot(gray, y)) / scale).isCloseTo(dot(x, aty) / scale, within(1e-5));
    }
  }

  private static float[] canvas(Sampler sampler, float[] image, int length) {
    float[] canvas = new float[length];
    sampler.forward(image, canvas, 0);
    return canvas;
  }

  private static TransformedView view(List<Transform> transforms, int size) {
    return new TransformedView(transforms, size, Transform.canvas(size, transforms));
  }

  @Test
  void whatTheTransformsNeedOfATypeIsKnownForEachOfThem() {
    assertThat(transforms().map(Arguments::get).map(a -> (List<?>) a[0]).flatMap(List::stream))
        .extracting(Object::getClass)
        .contains(Transform.class.getPermittedSubclasses());
  }

  @Test
  void aLookWithoutTransformsIsTheImageItself() {
    float[] image = Toys.values(random, 3 * 20 * 20, 0, 1);
    TransformedView view = view(List.of(), 20);
    Sampler sampler = new Sampler(20, view.canvas());
    sampler.look(view.draw(new Draws(new Seed(1)), 0));
    assertThat(canvas(sampler, image, image.length)).isEqualTo(image);
  }

  @Test
  void padSurroundsTheImageWithGray() {
    TransformedView view = view(List.of(new Transform.Pad(2)), 4);
    Sampler sampler = new Sampler(4, view.canvas());
    sampler.look(view.draw(new Draws(new Seed(1)), 0));
    float[] ones = new float[3 * 16];
    java.util.Arrays.fill(ones, 1);
    float[] canvas = canvas(sampler, ones, 3 * 64);
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        boolean inside = x >= 2 && x < 6 && y >= 2 && y < 6;
        assertThat(canvas[y * 8 + x]).isEqualTo(inside ? 1f : 0.5f);
      }
    }
  }

  @Test
  void colorTransformHasItsDerivative() {
    for (ColorTransform colorTransform :
        List.of(
            ColorTransform.decorrelated(),
            ColorTransform.rgb(),
            ColorTransform.decorrelated().within(0.1))) {
      float[] planes = Toys.values(random, 3 * 25, -2, 2);
      float[] gradient = Toys.values(random, planes.length, -1, 1);
      float[] rgb = new float[planes.length];
      colorTransform.forward(planes, rgb);
      float[] back = gradient.clone();
      colorTransform.adjoint(rgb, back);
      float[] direction = Toys.values(random, planes.length, -1, 1);
      double measured =
          (along(colorTransform, planes, direction, gradient, 1e-2f)
                  - along(colorTransform, planes, direction, gradient, -1e-2f))
              / 2e-2;
      assertThat(measured).isCloseTo(dot(back, direction), within(1e-3));
    }
  }

  private static double along(
      ColorTransform colorTransform,
      float[] planes,
      float[] direction,
      float[] gradient,
      float step) {
    float[] moved = planes.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    float[] rgb = new float[planes.length];
    colorTransform.forward(moved, rgb);
    return dot(rgb, gradient);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
