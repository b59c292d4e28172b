package phosphene.network.zoo.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The names that other libraries give torchvision's modules. */
class DialectTest {
  @ParameterizedTest
  @CsvSource({
    "mobilenet_v2, blocks.1.0.conv_pw, features.2.conv.0.0",
    "mobilenet_v2, blocks.0.0.bn2, features.1.conv.2",
    "mobilenet_v2, blocks.2.1.conv_pwl, features.5.conv.2",
    "mobilenet_v2, blocks.6.0.bn3, features.17.conv.3",
    "mobilenet_v3_large, blocks.2.1.se.conv_expand, features.5.block.2.fc2",
    "mobilenet_v3_large, blocks.3.3.conv_dw, features.10.block.1.0",
    "mobilenet_v3_large, blocks.6.0.conv, features.16.0",
    "mobilenet_v3_small, blocks.0.0.se.conv_reduce, features.1.block.1.fc1",
    "mobilenet_v3_small, blocks.4.2.bn3, features.11.block.3.1",
    "efficientnet_b0, blocks.0.0.conv_pw, features.1.0.block.2.0",
    "efficientnet_b0, blocks.5.3.se.conv_reduce, features.6.3.block.2.fc1",
    "efficientnet_b0, conv_head, features.8.0",
    "convnext_tiny, stages.2.downsample.1, features.4.1",
    "convnext_tiny, stages.2.blocks.8.mlp.fc2, features.5.8.block.5",
    "convnext_tiny, stages.0.blocks.0.gamma, features.1.0.layer_scale",
    "convnext_tiny, convnext.encoder.stages.3.layers.1.pwconv1, features.7.1.block.3",
    "resnet50, resnet.encoder.stages.2.layers.5.layer.1.convolution, layer3.5.conv2",
    "resnet18, resnet.encoder.stages.1.layers.0.shortcut.normalization, layer2.0.downsample.1",
    "vgg11, pre_logits.fc2, classifier.3",
    "regnet_y_400mf, s3.b2.conv2.bn, trunk_output.block3.block3-1.f.b.1",
    "regnet_y_400mf, s1.b1.downsample.conv, trunk_output.block1.block1-0.proj.0"
  })
  void modulesHaveOtherNamesElsewhere(String id, String theirs, String own) {
    assertThat(TorchParameters.network(id).dialects())
        .anySatisfy(dialect -> assertThat(dialect.modules()).containsEntry(theirs, own));
  }

  static Stream<TorchNetwork> translated() {
    return TorchNetworks.ALL.stream().filter(network -> network.dialects().size() > 1);
  }

  /** A law: a dialect gives no name to two modules, and names only what there is. */
  @ParameterizedTest
  @MethodSource("translated")
  void everyNameOfADialectIsThatOfAModule(TorchNetwork network) {
    Set<String> modules = new TreeSet<>();
    for (String name : network.standard().modules().names(network.complete())) {
      modules.add(name);
      modules.add(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
    }
    boolean squeezes = modules.stream().anyMatch(name -> name.contains(".se."));
    for (Dialect dialect : network.dialects().subList(1, network.dialects().size())) {
      assertThat(dialect.modules().values()).doesNotHaveDuplicates();
      assertThat(
              dialect.modules().values().stream()
                  .filter(own -> squeezes || !own.contains(".se."))
                  // each block has the names of a shortcut, few have one
                  .filter(own -> !own.contains(".proj.") && !own.contains(".downsample."))
                  .toList())
          .isSubsetOf(modules);
    }
  }
}
