package phosphene.primer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.network.Network;
import phosphene.network.zoo.Catalogue;
import phosphene.network.zoo.Networks;
import phosphene.spec.NetworkRef;

/** The weights that come with the program. */
class EmbeddedPrimerTest {
  @TempDir Path nothing;

  @Test
  void theNetworkNeedsNothingButItsName() {
    assertThat(primer().labels())
        .isEqualTo(ImageClasses.names().stream().map(name -> name.replace(' ', '_')).toList());
  }

  @Test
  void theWeightsAreSmall() throws IOException {
    assertThat(Files.size(Catalogue.bundled().weights("primer", nothing)))
        .isLessThanOrEqualTo(2 << 20);
  }

  @Test
  void heldOutImagesAreDistinguished() throws IOException {
    Confusion confusion = PrimerTraining.evaluation().of(primer());

    assertThat(confusion.images()).isEqualTo(2000);
    assertThat(confusion.accuracy()).isGreaterThanOrEqualTo(0.95);
    assertThat(card())
        .contains(
            primer().sha256(),
            String.format(
                java.util.Locale.ROOT, "%.1f %% of 2,000 pictures", 100 * confusion.accuracy()));
  }

  private Network primer() {
    return Networks.resolve(
        new NetworkRef("primer", Optional.empty(), Optional.empty(), "test"), nothing);
  }

  private static String card() throws IOException {
    try (InputStream in = Networks.class.getResourceAsStream("primer.md")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
