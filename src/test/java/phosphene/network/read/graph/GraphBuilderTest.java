package phosphene.network.read.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Identity;
import phosphene.network.ImportedNetwork;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;
import phosphene.spec.SpecException;

/** What becomes of a file's layers. */
class GraphBuilderTest {
  private static final Window POINT = Window.of(1, 1, 0);
  private final GraphBuilder graph = new GraphBuilder(Path.of("m.onnx"), new Shape(3, 4, 4));

  private String conv(String name, int filters, String input) {
    int channels = graph.shape(input).channels();
    graph.add(name, new Convolution(filters, POINT), List.of(input));
    float[] kernel = new float[filters * channels];
    java.util.Arrays.fill(kernel, 2);
    graph.weigh(name, List.of(filters, channels, 1, 1), kernel, new float[filters]);
    return name;
  }

  private String scale(String name, String input) {
    graph.add(name, new Scale(), List.of(input));
    graph.weigh(name, List.of(2), new float[] {3, 5}, new float[] {7, 9});
    return name;
  }

  private String relu(String name, String input) {
    return graph.add(name, new Identity(), List.of(input), Elementary.RELU);
  }

  private ImportedNetwork finished() {
    return graph.finish("m", Preprocessing.unit());
  }

  private static List<String> names(ImportedNetwork network) {
    return network.architecture().nodes().stream().map(Node::name).toList();
  }

  @Test
  void aNormalizationAndANonlinearityEndTheConvolutionBeforeThem() {
    conv("conv", 2, Architecture.INPUT);
    relu("relu", scale("bn", "conv"));
    ImportedNetwork network = finished();
    assertThat(network.architecture().nodes())
        .containsExactly(
            new Node("conv", new Convolution(2, POINT), List.of("input"), Elementary.RELU));
    assertThat(network.weights().get("conv").kernel()).containsExactly(6, 6, 6, 10, 10, 10);
    assertThat(network.weights().get("conv").bias()).containsExactly(7, 9);
    assertThat(network.architecture().absent())
        .containsEntry("relu", "its value is that of conv after its nonlinearity (name conv)");
  }

  @Test
  void whatAnotherNodeReadsAsWellStays() {
    conv("conv", 2, Architecture.INPUT);
    graph.add("dropout", new Identity(), List.of("conv"));
    relu("relu", "dropout");
    graph.add("sum", Elementwise.ADD, List.of("conv", "relu"));
    assertThat(names(finished())).containsExactly("conv", "relu", "sum");
  }

  @Test
  void aVectorAtTheEndHoldsLogits() {
    graph.add("pool", new GlobalAveragePool(), List.of(conv("conv", 2, Architecture.INPUT)));
    assertThat(finished().architecture().logits()).isEmpty();
    graph.add("fc", new Dense(4), List.of("pool"));
    graph.weigh("fc", List.of(4, 2), new float[8], new float[4]);
    Architecture network = finished().architecture();
    assertThat(network.logits()).contains("fc");
    assertThat(network.classifier().orElseThrow().layer()).isEqualTo(new Softmax());
  }

  @Test
  void whatDependsOnALayerThatCannotBeRunIsRefusedWithIt() {
    conv("conv", 2, Architecture.INPUT);
    graph.refuse("strange", "operator Foo is not supported");
    graph.add("sum", Elementwise.ADD, List.of("conv", "strange"));
    assertThat(names(finished())).containsExactly("conv");
    assertThat(finished().architecture().absent())
        .containsEntry("strange", "operator Foo is not supported")
        .containsEntry("sum", "it needs strange: operator Foo is not supported");
  }

  @Test
  void kernelsThatDoNotFitAreRefused() {
    graph.add("conv", new Convolution(2, POINT), List.of(Architecture.INPUT));
    assertThatThrownBy(() -> graph.weigh("conv", List.of(2, 4, 1, 1), new float[8], new float[2]))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot import m.onnx: layer conv: its kernel has shape [2, 4, 1, 1], expected"
                + " [2, 3, 1, 1]");
    assertThatThrownBy(
            () ->
                graph.weigh(
                    "conv",
                    List.of(2, 3, 1, 1),
                    new float[] {1, 2, 3, Float.NaN, 5, 6},
                    new float[2]))
        .hasMessage("Cannot import m.onnx: layer conv holds NaN");
    assertThatThrownBy(() -> graph.weigh("conv", List.of(2, 3, 1, 1), new float[6], new float[3]))
        .hasMessage("Cannot import m.onnx: layer conv: its bias has 3 values, expected 2");
  }

  @Test
  void namesArePartsOfPathsAndUnique() {
    assertThat(graph.name("layer1.0.conv1")).isEqualTo("layer1.0.conv1");
    assertThat(graph.name("/outer/../in ner:0")).isEqualTo("outer/in_ner_0");
    assertThat(graph.name("Layer1.0.conv1")).isEqualTo("Layer1.0.conv1_2");
    assertThat(graph.name("input")).isEqualTo("input_2");
    assertThat(graph.name("///")).isEqualTo("layer");
  }
}
