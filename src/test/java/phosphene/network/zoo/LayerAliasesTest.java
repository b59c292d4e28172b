package phosphene.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Node;

/** Names that other tools use for layers. */
class LayerAliasesTest {

  // torchvision's modules: vgg19.features[19] is the first convolution of the fourth block, as is
  // vgg16.features[17], vgg19_bn.features[27] and vgg11.features[11].
  @ParameterizedTest
  @CsvSource({
    "vgg19, conv4_1, block4_conv1",
    "vgg19, features.19, block4_conv1",
    "vgg19, features_19, block4_conv1",
    "vgg19, conv1_1, block1_conv1",
    "vgg19, features.0, block1_conv1",
    "vgg19, conv5_4, block5_conv4",
    "vgg19, features.34, block5_conv4",
    "vgg19, pool5, block5_pool",
    "vgg19, features.36, block5_pool",
    "vgg19, fc7, fc2",
    "vgg19, fc8, predictions",
    "vgg19, block4_conv1, block4_conv1",
    "vgg19, features.20, features.20",
    "vgg19, conv6_1, conv6_1",
    "vgg16, features.17, block4_conv1",
    "vgg16, conv5_3, block5_conv3",
    "vgg16, features.28, block5_conv3",
    "vgg11, conv4_1, features.11",
    "vgg11, block4_conv1, features.11",
    "vgg19_bn, conv4_1, features.27",
    "vgg13_bn, conv5_2, features.31",
    "googlenet, mixed4c, inception_4c_output",
    "googlenet, inception4c, inception_4c_output",
    "googlenet, inception_4c/output, inception_4c_output",
    "googlenet, mixed4c_3x3, inception_4c_3x3",
    "googlenet, mixed4c_3x3_bottleneck, inception_4c_3x3_reduce",
    "googlenet, inception4c.branch4.1, inception_4c_pool_proj",
    "googlenet, conv2d0, conv1_7x7_s2",
    "googlenet, conv1/7x7_s2, conv1_7x7_s2",
    "squeezenet, conv4_1, conv4_1",
    "primer, conv4_1, conv4_1",
  })
  void aLayerIsFoundByTheNameOfAnotherTool(String network, String name, String node) {
    assertThat(Networks.architecture(network).named(name)).isEqualTo(node);
  }

  /** What all the names mean is there, and a name that a node has means that node. */
  @Test
  void everyAliasOfEveryKnownNetworkMeansANodeOfIt() {
    for (String name : Networks.names()) {
      Architecture architecture = Networks.architecture(name);
      List<String> nodes = architecture.nodes().stream().map(Node::name).toList();
      assertThat(nodes).as(name).containsAll(architecture.aliases().values());
      assertThat(architecture.aliases()).as(name).doesNotContainKeys(nodes.toArray(String[]::new));
    }
  }

  /** Every convolution of these has the name that its paper or its authors gave it. */
  @ParameterizedTest
  @ValueSource(strings = {"vgg11", "vgg13", "vgg16", "vgg19", "vgg11_bn", "vgg16_bn", "googlenet"})
  void everyConvolutionHasAnotherName(String name) {
    Architecture architecture = Networks.architecture(name);
    assertThat(architecture.nodes())
        .filteredOn(node -> node.layer() instanceof Convolution)
        .extracting(Node::name)
        .isSubsetOf(architecture.aliases().values());
  }

  @Test
  void aNetworkWithoutItsClassifierHasThemToo() {
    Map<String, String> aliases = LayerAliases.of(KnownNetwork.named("vgg19").body());
    assertThat(aliases).containsEntry("conv5_1", "block5_conv1").doesNotContainKey("fc6");
  }
}
