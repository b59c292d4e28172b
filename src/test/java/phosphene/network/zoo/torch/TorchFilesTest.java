package phosphene.network.zoo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static phosphene.network.PlainForward.named;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.network.Digest;
import phosphene.network.Network;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.read.torch.SafetensorsWriter;
import phosphene.network.read.torch.SafetensorsWriter.Floats;
import phosphene.network.read.torch.StateDict;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;

/** Files of all who write PyTorch's networks are read, or refused by name. */
class TorchFilesTest {
  @TempDir Path folder;

  @Test
  void aBodyWithoutItsHeadIsRead() throws IOException {
    Map<String, Floats> values = SeededParameters.of("resnet34");
    values.keySet().removeIf(name -> name.startsWith("fc."));

    Network body = Networks.open("resnet34", write(values));

    assertThat(body.architecture().logits()).isEmpty();
    assertThat(body.architecture().nodes().get(body.architecture().nodes().size() - 1).name())
        .isEqualTo("layer4.2");
  }

  @Test
  void whatWrappersPutBeforeNamesIsLeftOut() throws IOException {
    Network plain = Networks.open("resnet34", write(SeededParameters.of("resnet34")));
    Network wrapped =
        Networks.open("resnet34", write(renamed("resnet34", name -> "module." + name)));

    assertThat(Digest.SHA256.of(wrapped.weights())).isEqualTo(Digest.SHA256.of(plain.weights()));
  }

  @Test
  void oldNamesOfDenseNetsAreThoseOfToday() throws IOException {
    UnaryOperator<String> old = name -> name.replaceFirst("(norm|conv)([12])\\.", "$1.$2.");
    Network today = Networks.open("densenet121", write(SeededParameters.of("densenet121")));
    Network before = Networks.open("densenet121", write(renamed("densenet121", old)));

    assertThat(Digest.SHA256.of(before.weights())).isEqualTo(Digest.SHA256.of(today.weights()));
  }

  @Test
  void vggWithItsLayersNamedByKerasReadsTorchvision() throws IOException {
    Network network = Networks.open("vgg16", write(SeededParameters.of("vgg16")));

    assertThat(network.architecture().preprocessing()).isEqualTo(Preprocessing.torch());
    assertThat(network.weights()).containsKeys("block5_conv3", "fc1", "predictions");
    assertThat(TorchNetworks.VGG16.complete().nodes())
        .isEqualTo(Networks.architecture("vgg16").nodes());
    assertThat(TorchNetworks.VGG19.complete().nodes())
        .isEqualTo(Networks.architecture("vgg19").nodes());
  }

  @Test
  void denseLayersMayBeConvolutionsOverAllPositions() throws IOException {
    Map<String, Floats> values = SeededParameters.of("vgg16");
    Network own = Networks.open("vgg16", write(values));
    Map<String, String> theirs =
        Map.of("classifier.0", "pre_logits.fc1", "classifier.3", "pre_logits.fc2");
    theirs.forEach(
        (module, timm) -> {
          Floats weight = named(values, module + ".weight");
          int side = module.equals("classifier.0") ? 7 : 1;
          int channels = weight.shape().get(1) / (side * side);
          values.remove(module + ".weight");
          values.put(
              timm + ".weight",
              new Floats(List.of(weight.shape().get(0), channels, side, side), weight.values()));
          values.put(timm + ".bias", named(values, module + ".bias"));
          values.remove(module + ".bias");
        });
    for (String name : List.of("weight", "bias")) {
      values.put("head.fc." + name, named(values, "classifier.6." + name));
      values.remove("classifier.6." + name);
    }

    Network timm = Networks.open("vgg16", write(values));

    assertThat(Digest.SHA256.of(timm.weights())).isEqualTo(Digest.SHA256.of(own.weights()));
  }

  @Test
  void anyKnownNetworkReadsSafetensorsUnderTheNamesOfItsLayers() throws IOException {
    Network random = Networks.random("squeezenet1.1", 3);
    Map<String, Floats> values = new HashMap<>();
    random
        .architecture()
        .kernels()
        .forEach(
            (layer, kernel) -> {
              values.put(
                  layer + ".weight", new Floats(kernel, named(random.weights(), layer).kernel()));
              values.put(
                  layer + ".bias",
                  new Floats(kernel.subList(0, 1), named(random.weights(), layer).bias()));
            });

    Network read = Networks.open("squeezenet1.1", write(values));

    assertThat(Digest.SHA256.of(read.weights())).isEqualTo(Digest.SHA256.of(random.weights()));
  }

  @Test
  void aFileOfTimmIsReadWithTheEpsilonOfTimm() throws IOException {
    Map<String, String> theirs =
        TorchParameters.network("mobilenet_v3_small")
            .dialects()
            .get(1)
            .modules()
            .entrySet()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    UnaryOperator<String> rename =
        name -> {
          String module = name.substring(0, name.lastIndexOf('.'));
          return theirs.get(module) + name.substring(module.length());
        };
    Network own =
        Networks.open("mobilenet_v3_small", write(SeededParameters.of("mobilenet_v3_small")));
    Network timm =
        Networks.open("mobilenet_v3_small", write(renamed("mobilenet_v3_small", rename)));

    assertThat(timm.architecture()).isEqualTo(own.architecture());
    float torchvision = named(own.weights(), "features.0.0").kernel()[0];
    assertThat(named(timm.weights(), "features.0.0").kernel()[0])
        .isNotEqualTo(torchvision)
        .isCloseTo(torchvision, within(0.002f * Math.abs(torchvision)));
  }

  @Test
  void aPickleIsAnsweredWithWhatToType() throws IOException {
    Path file = folder.resolve("resnet18-f37072fd.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
    }

    assertThatThrownBy(() -> Networks.open("resnet18", file))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Cannot read weights " + file + ": it is a pickle of PyTorch")
        .hasMessageContaining("torch.load(\"resnet18-f37072fd.pth\"")
        .hasMessageContaining("\"resnet18-f37072fd.safetensors\")");
    Path model = Files.copy(file, folder.resolve("model.zip"));
    assertThatThrownBy(() -> Networks.importModel(model))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Cannot import " + model + ": it is a pickle of PyTorch");
  }

  @Test
  void aNetworkThatItsConfigurationCallsOtherwiseIsRefused() throws IOException {
    Path file = write(SeededParameters.of("efficientnet_b0"));
    Path config = folder.resolve("config.json");
    Files.writeString(config, "{\"architecture\": \"tf_efficientnet_b0\"}");

    assertThatThrownBy(() -> Networks.open("efficientnet_b0", file))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot read weights "
                + file
                + ": the config.json beside it says that it is tf_efficientnet_b0, which is not"
                + " known as efficientnet_b0");

    Files.writeString(config, "{\"architecture\": \"efficientnet_b0\"}");
    assertThat(Networks.open("efficientnet_b0", file).architecture().input())
        .isEqualTo(new Shape(3, 224, 224));
  }

  /** Networks of transformers whose parameters do not tell that they compute otherwise. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'downsample_in_bottleneck': true | a ResNet with downsample_in_bottleneck",
        "'downsample_in_first_stage': true | a ResNet with downsample_in_first_stage",
        "'model_type': 'resnet', 'hidden_act': 'gelu' | a resnet with hidden_act gelu",
        "'model_type': 'convnext', 'hidden_act': 'relu' | a convnext with hidden_act relu"
      })
  void aVariantIsRefused(String json, String what) throws IOException {
    Path file = write(SeededParameters.of("efficientnet_b0"));
    Path config = folder.resolve("config.json");
    Files.writeString(config, "{" + json.replace('\'', '"') + "}");

    assertThatThrownBy(() -> Networks.open("efficientnet_b0", file))
        .hasMessageContaining("says that it is " + what + ", which is not known");

    Files.writeString(config, "{\"model_type\": \"resnet\", \"hidden_act\": \"relu\"}");
    assertThat(Networks.open("efficientnet_b0", file).architecture().classes()).isPresent();
  }

  @Test
  void shardsAreOneNetwork() throws IOException {
    Map<String, Floats> values = SeededParameters.of("resnet34");
    Map<String, Floats> first = new HashMap<>(values);
    first.keySet().removeIf(name -> !name.startsWith("layer1"));
    Map<String, Floats> second = new HashMap<>(values);
    second.keySet().removeAll(first.keySet());
    SafetensorsWriter.write(folder.resolve("model-1.safetensors"), first);
    SafetensorsWriter.write(folder.resolve("model-2.safetensors"), second);
    String map =
        values.keySet().stream()
            .map(
                name ->
                    "\""
                        + name
                        + "\": \"model-"
                        + (first.containsKey(name) ? 1 : 2)
                        + ".safetensors\"")
            .collect(Collectors.joining(","));
    Path index =
        Files.writeString(
            folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {" + map + "}}");

    Network sharded = Networks.open("resnet34", index);

    assertThat(StateDict.shards(index))
        .containsExactly("model-1.safetensors", "model-2.safetensors");
    assertThat(Digest.SHA256.of(sharded.weights()))
        .isEqualTo(Digest.SHA256.of(Networks.open("resnet34", write(values)).weights()));
    assertThat(sharded.sha256()).isNotEqualTo(Digest.SHA256.of(index));
  }

  private Path write(Map<String, Floats> values) throws IOException {
    return SafetensorsWriter.write(folder.resolve("model.safetensors"), values);
  }

  private static Map<String, Floats> renamed(String id, UnaryOperator<String> rule)
      throws IOException {
    Map<String, Floats> renamed = new HashMap<>();
    SeededParameters.of(id).forEach((name, tensor) -> renamed.put(rule.apply(name), tensor));
    return renamed;
  }
}
