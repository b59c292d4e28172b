package phosphene.network;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.network.LayerCase.TARGET;
import static phosphene.network.PlainForward.named;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.network.PlainForward.Tensor;

/** What a position sees, by what changes when a pixel does. */
class ReceptiveFieldLawTest {
  /** Layers of which the map knows all: it holds no row or column that does not matter. */
  private static final Set<Class<? extends Layer>> EXACT =
      Set.of(
          AveragePool.class,
          ChannelGather.class,
          ChannelPad.class,
          Convolution.class,
          Crop.class,
          Dense.class,
          GlobalAveragePool.class,
          GlobalMaxPool.class,
          GroupNormalization.class,
          Identity.class,
          LayerNormalization.class,
          LocalResponseNorm.class,
          LpPool.class,
          MaxPool.class,
          Pad.class,
          Pointwise.class,
          Reduce.class,
          Resize.class,
          Scale.class,
          Softmax.class,
          TransposedConvolution.class);

  static Stream<LayerCase> cases() {
    return Stream.concat(LayerCases.layers().stream(), Stream.of(branches()));
  }

  /** Down, up in two ways, and joined. */
  private static LayerCase branches() {
    return LayerCase.begun()
        .node("even", new Crop(new Padding(1, 0, 0, 0), Extent.ONE), LayerCase.FIRST)
        .node("down", new MaxPool(Window.of(2, 2, 0)), "even")
        .node("deep", new Convolution(4, Window.of(3, 1, 1)), "down")
        .node("up", new TransposedConvolution(4, Window.of(2, 2, 0), new Extent(0, 0), 1), "deep")
        .node("larger", Resize.repeated(2, 2), "down")
        .node("join", new Concat(), "up", "larger", "even")
        .node(TARGET, new Convolution(4, Window.of(3, 1, 1), 2), "join")
        .named("down and up");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void whatChangesAPositionLiesInItsWindowAndNoWindowIsTooLarge(LayerCase layer) {
    Architecture architecture = layer.network().architecture();
    Shape input = architecture.input();
    Shape output = architecture.usualShapes().get(TARGET);
    ReceptiveFieldMap map =
        named(ReceptiveFieldMap.of(architecture, input.height(), input.width()), TARGET);
    ReceptiveField field = named(architecture.receptiveFields(), TARGET);
    Seen[] seen = seen(layer.network());

    for (int i = 0; i < output.area(); i++) {
      int y = i / output.width();
      int x = i % output.width();
      Seen window = new Seen(map.tops()[y], map.bottoms()[y], map.lefts()[x], map.rights()[x]);
      String place = y + ", " + x + ": " + window;
      assertThat(window.top()).as(place).isBetween(0, window.bottom());
      assertThat(window.left()).as(place).isBetween(0, window.right());
      assertThat(window.bottom() - window.top() + 1).as(place).isLessThanOrEqualTo(field.height());
      assertThat(window.right() - window.left() + 1).as(place).isLessThanOrEqualTo(field.width());
      if (seen[i].nothing()) {
        continue;
      }
      assertThat(window.with(seen[i])).as(place + " and " + seen[i]).isEqualTo(window);
      if (exact(layer)) {
        assertThat(seen[i]).as(place).isEqualTo(window);
      }
    }
  }

  /** A dilated window may have its first tap in the padding: then it begins too early. */
  private static boolean exact(LayerCase layer) {
    return EXACT.contains(layer.target().layer().getClass()) && !layer.name().contains("dilated");
  }

  /** Pixels that change a position, from the first to the last, both included. */
  private record Seen(int top, int bottom, int left, int right) {
    static final Seen NOTHING = new Seen(Integer.MAX_VALUE, -1, Integer.MAX_VALUE, -1);

    boolean nothing() {
      return equals(NOTHING);
    }

    Seen with(Seen other) {
      return new Seen(
          Math.min(top, other.top),
          Math.max(bottom, other.bottom),
          Math.min(left, other.left),
          Math.max(right, other.right));
    }
  }

  /** For every position of the target what it sees. */
  private static Seen[] seen(Network network) {
    PlainForward plain = new PlainForward(network);
    Tensor image = image(network.architecture().input());
    Tensor before = named(plain.run(image), TARGET);
    Seen[] seen = new Seen[before.shape().area()];
    Arrays.fill(seen, Seen.NOTHING);
    for (int pixel = 0; pixel < image.shape().area(); pixel++) {
      int row = pixel / image.shape().width();
      int column = pixel % image.shape().width();
      for (int channel = 0; channel < image.shape().channels(); channel++) {
        for (double step : new double[] {100, -100}) { // far: a maximum is to change its place
          Tensor moved = new Tensor(image.shape(), image.values().clone());
          moved.values()[channel * image.shape().area() + pixel] += step;
          Tensor after = named(plain.run(moved), TARGET);
          for (int i = 0; i < after.values().length; i++) {
            if (after.values()[i] != before.values()[i]) {
              int place = i % seen.length;
              seen[place] = seen[place].with(new Seen(row, row, column, column));
            }
          }
        }
      }
    }
    return seen;
  }

  private static Tensor image(Shape shape) {
    Tensor image = new Tensor(shape);
    Arrays.setAll(image.values(), i -> 0.5 + 0.4 * Math.sin(i * i));
    return image;
  }

  /** What says that it takes images of other sizes does. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("everyCase")
  void aNetworkThatDoesNotFixItsSizeRunsAtAnother(LayerCase layer) {
    Architecture architecture = layer.network().architecture();
    if (architecture.fixedSize()) {
      return;
    }
    Shape other = new Shape(3, LayerCase.HEIGHT + 4, LayerCase.WIDTH + 3);

    Tensor after = named(new PlainForward(layer.network()).run(image(other)), LayerCase.AFTER);

    assertThat(architecture.shapes(other.height(), other.width()))
        .containsEntry(LayerCase.AFTER, after.shape());
    assertThat(after.values()).doesNotContain(Double.NaN);
  }

  static Stream<LayerCase> everyCase() {
    return LayerCases.all();
  }

  @Test
  void someNetworksFixTheirSizeAndMostDoNot() {
    List<String> fixed =
        LayerCases.all()
            .filter(layer -> layer.network().architecture().fixedSize())
            .map(layer -> layer.target().layer().getClass().getSimpleName())
            .distinct()
            .toList();

    assertThat(fixed)
        .containsExactlyInAnyOrder(
            "Dense",
            "Regrid",
            "Rearrange",
            "Constant",
            "AttentionScores",
            "AttentionValues",
            "TokenGrid",
            "Identity"); // with a slope for every value
  }
}
