package phosphene.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static phosphene.network.PlainForward.named;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.Models;
import phosphene.network.Network;
import phosphene.network.PlainForward;
import phosphene.network.PlainForward.Tensor;
import phosphene.network.read.NpyArray;
import phosphene.network.read.Npz;
import phosphene.spec.SpecException;

/** The published networks: their files load, and they compute what PyTorch computed from them. */
class RealNetworksTest {
  private static final String VGG19 = "vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5";

  @ParameterizedTest
  @CsvSource({
    "vgg19," + VGG19 + ",false",
    "googlenet,googlenet.npz,true",
    "squeezenet,squeezenet-1.0.npz,true",
    "squeezenet1.1,squeezenet-1.1-notop.h5,false"
  })
  void everyFileHoldsTheKernelsOfItsArchitecture(String name, String file, boolean classifies) {
    Network network = Networks.open(name, Models.file(file));

    assertThat(network.architecture().logits().isPresent()).isEqualTo(classifies);
    assertThat(network.labels()).hasSize(classifies ? 1000 : 0);
    assertThat(sizes(network))
        .isEqualTo(
            network.architecture().kernels().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        kernel ->
                            List.of(
                                kernel.getValue().stream().reduce(1, Math::multiplyExact),
                                kernel.getValue().get(0)))));
  }

  @Test
  void vgg19HasTheDigestAndTheFiltersThatAreKnownOfIt() {
    Network network = Networks.open("vgg19", Models.file(VGG19));

    assertThat(network.sha256()).startsWith("c71252b543a12ebc").hasSize(64);
    assertThat(network.weights()).hasSize(16);
    assertThat(network.weights().values().stream().mapToInt(w -> w.bias().length).sum())
        .isEqualTo(5504);
  }

  @Test
  void weightsOfAnotherNetworkAreRefusedByLayer() {
    Path vgg19 = Models.file(VGG19);
    Path googlenet = Models.file("googlenet.npz");

    assertThatThrownBy(() -> Networks.open("vgg16", vgg19))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot read weights "
                + vgg19
                + ": block3_conv4/block3_conv4_W_1:0, block3_conv4/block3_conv4_b_1:0,"
                + " block4_conv4/block4_conv4_W_1:0 is not part of vgg16");
    assertThatThrownBy(() -> Networks.open("squeezenet", googlenet))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot read weights "
                + googlenet
                + ": conv1_7x7_s2_b, conv1_7x7_s2_w, conv2_3x3_b is not part of squeezenet");
  }

  @ParameterizedTest
  @CsvSource({
    "googlenet, googlenet.npz, conv2_3x3 inception_4c_output inception_5b_output",
    "squeezenet, squeezenet-1.0.npz, conv1 fire5 fire9"
  })
  void activationsAndTopClassesEqualTheReference(String name, String file, String layers)
      throws IOException {
    Network network = Networks.open(name, Models.file(file));
    Map<String, NpyArray> reference = Npz.read(Models.file(file.replace(".npz", "-reference.npz")));
    PlainForward forward = new PlainForward(network);
    int side = network.architecture().input().height();

    Map<String, Tensor> outputs =
        forward.run(forward.preprocessed(named(reference, "rgb").doubles(), side, side));

    for (String layer : layers.split(" ", -1)) {
      double[] expected = named(reference, layer + "__activation_channel_means").doubles();
      assertThat(named(outputs, layer).channelMeans())
          .as(layer)
          .containsExactly(expected, within(1e-5 * Arrays.stream(expected).max().orElseThrow()));
    }
    assertThat(topFive(named(outputs, "prob").values()))
        .isEqualTo(Arrays.stream(named(reference, "top5_index").doubles()).boxed().toList());
    double[] best = named(reference, "top5_prob").doubles();
    assertThat(
            topFive(named(outputs, "prob").values()).stream()
                .map(i -> named(outputs, "prob").values()[i.intValue()]))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-5 ? 0 : 1)
        .containsExactlyElementsOf(Arrays.stream(best).boxed().toList());
    assertThat(network.labels().get(topFive(named(outputs, "prob").values()).get(0).intValue()))
        .isEqualTo("macaw");
  }

  private static Map<String, List<Integer>> sizes(Network network) {
    return network.weights().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    List.of(entry.getValue().kernel().length, entry.getValue().bias().length)));
  }

  private static List<Double> topFive(double[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -probabilities[i]))
        .limit(5)
        .map(Integer::doubleValue)
        .toList();
  }
}
