package phosphene.network.zoo.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The architectures ask for the parameters that torchvision's models have. */
class TorchNetworksTest {
  static Stream<TorchNetwork> networks() {
    return Stream.concat(
            TorchNetworks.ALL.stream(), Stream.of(TorchNetworks.VGG16, TorchNetworks.VGG19))
        .filter(network -> !network.id().startsWith("cifar-"));
  }

  /**
   * {@code parameters.txt}: of every model of torchvision 0.14 the number of its parameters and the
   * SHA-256 of the lines "name shape" of all, sorted, extents of 1 at the end left out; without the
   * second classifier of Inception.
   */
  @ParameterizedTest
  @MethodSource("networks")
  void namesAndShapesAreThoseOfTorchvision(TorchNetwork network)
      throws IOException, NoSuchAlgorithmException {
    Map<String, String> shapes = TorchParameters.shapes(network);
    byte[] lines = TorchParameters.lines(shapes).getBytes(StandardCharsets.UTF_8);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(lines));

    assertThat(expected()).contains(network.id() + " " + shapes.size() + " " + digest);
  }

  @Test
  void theBodyEndsBeforeTheClassifier() {
    assertThat(TorchNetworks.ALL)
        .allSatisfy(
            network -> {
              int length = network.body().nodes().size();
              assertThat(network.complete().nodes().subList(0, length))
                  .isEqualTo(network.body().nodes());
            });
  }

  private static List<String> expected() throws IOException {
    try (InputStream in = TorchNetworksTest.class.getResourceAsStream("parameters.txt")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }
}
