package phosphene.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.network.Digest;
import phosphene.network.Network;
import phosphene.network.read.WeightFiles;
import phosphene.spec.NetworkRef;
import phosphene.spec.SpecException;

/** A network as a job names it. */
class NetworksTest {
  @TempDir Path folder;

  @Test
  void aJobFindsRandomNamedAndFetchedWeights() throws IOException {
    Network random = Networks.random("squeezenet1.1", 4);
    Path npz = WeightFiles.npz(folder.resolve("x.npz"), random);

    assertThat(resolve("squeezenet1.1", "random:4").sha256()).isEqualTo(random.sha256());
    assertThat(resolve("squeezenet1.1", npz.toString()).sha256()).isEqualTo(Digest.SHA256.of(npz));

    Path fetched = folder.resolve(Catalogue.bundled().entry("squeezenet1.1").download().file());
    Files.copy(npz, fetched);

    assertThat(Networks.resolve(ref("squeezenet1.1", Optional.empty()), folder).sha256())
        .isEqualTo(Digest.SHA256.of(npz));
  }

  @Test
  void theFailureNamesThePlaceInTheJob() {
    assertThatThrownBy(() -> Networks.resolve(ref("vgg16", Optional.empty()), folder))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot find weights of vgg16: run ./phosphene networks fetch vgg16 or"
                + " name a file with weights:");
    assertThatThrownBy(() -> Networks.resolve(ref("gone.zip", Optional.empty()), folder))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot import gone.zip: no such file");
  }

  @Test
  void classesHaveTheNamesOfAFileThatHasAsMany() throws IOException {
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList();
    Path labels = Files.write(folder.resolve("labels.txt"), names);
    Network random = Networks.random("squeezenet", 1);

    Network named = labelled("squeezenet", labels);

    assertThat(named.labels()).isEqualTo(names);
    assertThat(named.sha256()).isEqualTo(random.sha256());
    assertThat(named.architecture()).isEqualTo(random.architecture());
  }

  @Test
  void namesThatFitNoClassesAreRefused() throws IOException {
    Path labels = Files.writeString(folder.resolve("labels.txt"), "cat\ndog\n");

    assertThatThrownBy(() -> labelled("squeezenet", labels))
        .hasMessage(
            "Cannot use labels "
                + labels
                + ": it has 2 names (must be 1000: squeezenet has so many classes)");
    assertThatThrownBy(() -> labelled("vgg19", labels))
        .hasMessage("Cannot use labels " + labels + ": vgg19 has no classifier");
  }

  private Network labelled(String name, Path labels) {
    return Networks.resolve(
        new NetworkRef(
            name,
            Optional.of("random:1"),
            Optional.empty(),
            Optional.of(labels.toString()),
            "jobs/x.yaml:2"),
        folder);
  }

  @Test
  void picklesAreToldByTheirNamesBeforeTheyAreFetched() {
    for (String name : List.of("s3a://b/model.pth", "my/model.pt", "pytorch_model.bin")) {
      assertThatThrownBy(() -> Networks.require(ref(name, Optional.empty())))
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith("Cannot import " + name + ": it is a pickle of PyTorch")
          .hasMessageContaining("torch.onnx.export(");
      assertThatThrownBy(() -> Networks.require(ref("squeezenet", Optional.of(name))))
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith("Cannot read weights " + name + ": it is a pickle of PyTorch")
          .hasMessageContaining("safetensors.torch.save_file(");
    }
  }

  @Test
  void aFileOfAnotherKindIsToldWhatFilesThereAre() {
    assertThatThrownBy(() -> Networks.require(ref("my/model.tflite", Optional.empty())))
        .hasMessageStartingWith(
            "Cannot find network my/model.tflite: ./phosphene networks lists the ")
        .hasMessageEndingWith("; files of models end in .onnx, .keras, .h5 or .zip");
    assertThatThrownBy(() -> ref("my/model.safetensors", Optional.empty()))
        .hasMessage(
            "Invalid network: my/model.safetensors (must be the name of a network, such as vgg19,"
                + " whose weights this file has: weights names it)");
  }

  private Network resolve(String name, String weights) {
    return Networks.resolve(ref(name, Optional.of(weights)), folder);
  }

  private static NetworkRef ref(String name, Optional<String> weights) {
    return new NetworkRef(name, weights, Optional.empty(), "jobs/x.yaml:2");
  }
}
