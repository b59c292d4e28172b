package phosphene.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.network.Digest;
import phosphene.network.Preprocessing;
import phosphene.network.zoo.CatalogueEntry.About;
import phosphene.network.zoo.CatalogueEntry.Download;
import phosphene.network.zoo.CatalogueEntry.KnownDigest;
import phosphene.spec.SpecException;

/** The networks that can be fetched. */
class CatalogueTest {
  @TempDir Path cache;

  @Test
  void everyKnownNetworkHasAnEntryAndMirrorsUnlessItIsEmbedded() {
    assertThat(Catalogue.bundled().names()).isEqualTo(Networks.names());
    assertThat(Catalogue.bundled().entries())
        .allSatisfy(
            entry -> {
              assertThat(entry.embedded()).isEqualTo(entry.name().equals("primer"));
              assertThat(entry.download().digest().map(KnownDigest::hex).orElse("00"))
                  .matches("([0-9a-f]{2})+");
            });
  }

  @Test
  void anEntrySaysWhatKerasSaysOfItsFile() {
    String file = "vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5";

    assertThat(Catalogue.bundled().entry("vgg19"))
        .isEqualTo(
            new CatalogueEntry(
                "vgg19",
                new About(
                    "VGG19 without dense layers",
                    "CC BY 4.0 (Visual Geometry Group, University of Oxford)",
                    "Simonyan, Zisserman: Very Deep Convolutional Networks for Large-Scale Image"
                        + " Recognition. arXiv:1409.1556"),
                new Download(
                    file,
                    80134624,
                    Optional.of(new KnownDigest(Digest.MD5, "253f8cb515780f3b799900260a226db6")),
                    List.of(
                        URI.create(
                            "https://storage.googleapis.com/tensorflow/keras-applications/vgg19/"
                                + file),
                        URI.create(
                            "https://github.com/fchollet/deep-learning-models/releases/download/v0.1/"
                                + file)))));
    assertThat(Catalogue.bundled().entry("vgg19").preprocessing())
        .isEqualTo(Preprocessing.bgr(103.939, 116.779, 123.68));
  }

  @Test
  void theLabelsAreThoseOfImageNet() {
    assertThat(Labels.imagenet())
        .hasSize(1000)
        .startsWith("tench", "goldfish")
        .endsWith("toilet_tissue");
    assertThat(Labels.imagenet().get(88)).isEqualTo("macaw");
  }

  @Test
  void aFileWithoutDocumentedDigestIsHeldToTheOneNotedWhenItWasFetched() throws IOException {
    Catalogue catalogue = Catalogue.bundled();
    String name = catalogue.entry("squeezenet1.1").download().file();
    Path file = Files.writeString(cache.resolve(name), "weights");
    assertThat(catalogue.weights("squeezenet1.1", cache)).isEqualTo(file);

    Files.writeString(cache.resolve(name + ".sha256"), Digest.SHA256.of(file) + "\n");
    assertThat(catalogue.weights("squeezenet1.1", cache)).isEqualTo(file);

    Files.writeString(file, "other weights");
    assertThatThrownBy(() -> catalogue.weights("squeezenet1.1", cache))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Cannot use weights " + file + ": SHA-256 is ");
  }

  @Test
  void aFetchedFileIsFoundAndAMissingOneIsExplained() throws IOException {
    Catalogue catalogue = Catalogue.bundled();

    assertThatThrownBy(() -> catalogue.weights("vgg19", cache))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot find weights of vgg19: run ./phosphene networks fetch vgg19 or name a file"
                + " with weights:");
    assertThat(catalogue.cached("vgg19", cache)).isEmpty();

    Path file =
        Files.createFile(cache.resolve("vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5"));

    assertThat(catalogue.cached("vgg19", cache)).contains(file);
    assertThatThrownBy(() -> catalogue.weights("vgg19", cache))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot use weights "
                + file
                + ": MD5 is d41d8cd98f00b204e9800998ecf8427e, expected"
                + " 253f8cb515780f3b799900260a226db6; run ./phosphene networks fetch vgg19 again");
    assertThatThrownBy(() -> catalogue.cached("vgg", cache))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Cannot find network vgg: ./phosphene networks lists");
  }
}
