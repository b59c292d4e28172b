package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.network.ReceptiveFieldMap;
import phosphene.network.Shape;
import phosphene.network.zoo.Networks;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;
import phosphene.spec.Tap;
import phosphene.spec.Transform;

class NeuronCanvasTest {
  private static final Objective NEURON =
      new Objective(Objective.Kind.Neuron.center(), Objective.Sign.POSITIVE, Tap.PRE);

  private static Recipe drawn(Architecture architecture, String layer) {
    return NeuronCanvas.recipe(architecture, layer, NEURON, Recipe.standard());
  }

  @ParameterizedTest
  @CsvSource({
    "vgg19, block1_conv1, 16",
    "vgg19, block2_conv2, 24",
    "vgg19, block3_conv4, 56",
    "vgg19, block4_conv1, 88",
    "vgg19, block5_conv1, 128",
    "googlenet, conv1_7x7_s2, 16",
    "squeezenet, fire9_expand3x3, 128"
  })
  void aNeuronIsDrawnAsLargeAsWhatItSees(String network, String layer, int size) {
    assertThat(drawn(Networks.architecture(network), layer).size()).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({"block1_conv1, 24, 18", "block2_conv2, 24, 18"})
  void whatTransformsTakeAwayIsDrawnToo(String layer, int size, int canvas) {
    Recipe standard = Recipe.standard();
    Recipe jittered =
        new Recipe(
            64,
            standard.parameterization(),
            List.of(new Transform.Jitter(15)),
            standard.optimizer(),
            standard.effort());

    Recipe drawn = NeuronCanvas.recipe(Networks.architecture("vgg19"), layer, NEURON, jittered);

    assertThat(drawn.size()).isEqualTo(size);
    assertThat(drawn.canvas()).isEqualTo(canvas);
  }

  @ParameterizedTest
  @ValueSource(strings = {"primer", "vgg19", "googlenet", "squeezenet"})
  void allThatTheNeuronSeesIsInTheTile(String network) {
    Architecture architecture = Networks.architecture(network);
    for (Node node : architecture.nodes()) {
      Recipe recipe = drawn(architecture, node.name());
      int canvas = recipe.canvas();
      if (recipe.size() == Recipe.standard().size()) {
        continue;
      }
      Architecture cut = architecture.cut(List.of(node.name()));
      Map<String, ReceptiveFieldMap> maps = ReceptiveFieldMap.of(cut, canvas, canvas);
      ReceptiveFieldMap map = Objects.requireNonNull(maps.get(node.name()));
      Shape shape = Objects.requireNonNull(cut.shapes(canvas, canvas).get(node.name()));
      int first = Math.floorDiv(canvas - recipe.size(), 2);

      assertThat(map.tops()[shape.height() / 2]).as(node.name()).isGreaterThanOrEqualTo(first);
      assertThat(map.bottoms()[shape.height() / 2])
          .as(node.name())
          .isLessThan(first + recipe.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"block1_conv1", "block3_conv4"})
  void otherObjectivesFillTheTile(String layer) {
    Architecture architecture = Networks.architecture("vgg19");
    assertThat(NeuronCanvas.recipe(architecture, layer, Objective.standard(), Recipe.standard()))
        .isEqualTo(Recipe.standard());
  }
}
