package phosphene.network.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.network.Network;
import phosphene.network.Preprocessing;
import phosphene.network.zoo.Networks;
import phosphene.spec.Normalization.Named;
import phosphene.spec.SpecException;

/** What transformers and timm write beside the files of a network. */
class ModelConfigTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // transformers: rescaled by 1/255 and normalized unless it says otherwise
        "{'image_mean': [0.485, 0.456, 0.406], 'image_std': [0.229, 0.224, 0.225]} | TORCH",
        "{'do_rescale': true, 'rescale_factor': 0.00392156862745098, 'image_mean': [0.485, 0.456,"
            + " 0.406], 'image_std': [0.229, 0.224, 0.225]} | TORCH",
        "{'do_normalize': false, 'image_mean': [0.5, 0.5, 0.5], 'rescale_factor': 0.00392156862745098}"
            + " | UNIT",
        // EfficientNet of transformers: pixels by 127.5, less 1
        "{'rescale_factor': 0.00784313725490196, 'rescale_offset': true, 'do_normalize': false} | SIGNED",
        "{'do_rescale': false, 'rescale_offset': true, 'image_mean': 127.5, 'image_std': 127.5} | SIGNED"
      })
  void thePreprocessorSaysWhatTheNetworkSees(String json, Named same) throws IOException {
    write("preprocessor_config.json", json);

    Preprocessing seen = applied().architecture().preprocessing();

    Preprocessing wanted = Preprocessing.of(same, 3);
    assertThat(seen.order()).isEqualTo(wanted.order());
    for (int channel = 0; channel < 3; channel++) {
      assertThat(seen.scale().get(channel)).isCloseTo(wanted.scale().get(channel), within());
      assertThat(seen.mean().get(channel)).isCloseTo(wanted.mean().get(channel), within());
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-12);
  }

  @Test
  void timmSaysItInTheConfigurationOfTheNetwork() throws IOException {
    write(
        "config.json",
        "{'architecture': 'resnet18', 'num_classes': 1000, 'pretrained_cfg': {'mean': [0.5, 0.5,"
            + " 0.5], 'std': [0.5, 0.5, 0.5]}}");

    assertThat(applied().architecture().preprocessing().text())
        .isEqualTo(Preprocessing.of(Named.SIGNED, 3).text());
  }

  @Test
  void thePreprocessorGoesBeforeTheNetworkAndAJobBeforeBoth() throws IOException {
    write("preprocessor_config.json", "{'image_mean': [0, 0, 0], 'image_std': [1, 1, 1]}");
    write("config.json", "{'mean': [0.5, 0.5, 0.5], 'std': [0.5, 0.5, 0.5]}");

    assertThat(applied().architecture().preprocessing()).isEqualTo(Preprocessing.unit());
    assertThat(
            ModelConfig.of(file(), Optional.of(Named.CAFFE))
                .applied(network())
                .architecture()
                .preprocessing())
        .isEqualTo(Preprocessing.of(Named.CAFFE, 3));
  }

  @Test
  void classesHaveTheNamesOfTheConfigurationIfThereAreAsMany() throws IOException {
    write("config.json", "{'id2label': {'0': 'cat', '1': 'dog'}}");
    assertThat(config().labels()).containsExactly("cat", "dog");
    assertThat(applied().labels()).isEmpty(); // it has a thousand

    write("config.json", "{'id2label': {'0': 'LABEL_0', '1': 'LABEL_1'}}");
    assertThat(config().labels()).isEmpty();
  }

  @Test
  void whatLiesBesideOtherFilesIsNotLookedAt() throws IOException {
    write("config.json", "{'mean': [0.5, 0.5, 0.5], 'std': [0.5, 0.5, 0.5]}");

    assertThat(ModelConfig.of(folder.resolve("model.h5"), Optional.empty()))
        .isEqualTo(new ModelConfig(Optional.empty(), List.of()));
    assertThat(Companions.settings(folder.resolve("model.npz"))).isEmpty();
    assertThat(Companions.settings(file()))
        .containsExactly("preprocessor_config.json", "config.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'image_mean': | it is no valid JSON: Unexpected end-of-input within/between Object entries",
        "{'image_mean': 'half'} | image_mean is \"half\" (must be a list of numbers)",
        "{'image_mean': [null]} | image_mean holds null (must be a list of numbers)",
        "{'image_mean': 0, 'image_std': [0, 0, 0]} | Invalid preprocessing.std: 0 (must be more than 0)",
        "{'image_mean': NaN} | image_mean is \"NaN\" (must be a list of numbers)",
        "{'image_mean': [0.5, 0.5, 0.5]} | it normalizes and has no image_std (give preprocessing:)",
        "{'do_normalize': true, 'do_rescale': true} | it normalizes and has no image_mean (give",
        "{'rescale_factor': 0.5, 'image_mean': null} | it normalizes and has no image_mean (give"
      })
  void oneThatIsDamagedIsRefused(String json, String reason) throws IOException {
    Path config = write("config.json", json);

    assertThatThrownBy(this::config)
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(
            "Cannot read " + config + ", which lies beside the network: " + reason);
  }

  /** A job that says what the pixels are does not depend on what else lies there. */
  @ParameterizedTest
  @ValueSource(strings = {"{'image_mean': ", "{'image_mean': 'half'}", "{'image_std': [0, 0, 0]}"})
  void oneThatIsDamagedDoesNotMatterWhereAJobSaysIt(String json) throws IOException {
    write("config.json", json);

    assertThat(ModelConfig.of(file(), Optional.of(Named.CAFFE)))
        .isEqualTo(new ModelConfig(Optional.of(Named.CAFFE), List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'1': 'dog'", "'0': ''", "'0': 7", "'0': 'a', '00': 'b'"})
  void namesThatCannotBeUsedAreLeftOut(String names) throws IOException {
    write(
        "config.json",
        "{'id2label': {" + names + "}, 'dropout': NaN, 'mean': [0.5, 0.5], 'std': [0.5, 0.5]}");

    assertThat(config().labels()).isEmpty();
    assertThat(config().normalization()).isPresent();
  }

  private ModelConfig config() {
    return ModelConfig.of(file(), Optional.empty());
  }

  private Network applied() {
    return config().applied(network());
  }

  private static Network network() {
    return Networks.random("squeezenet", 1);
  }

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  private Path write(String name, String json) throws IOException {
    return Files.writeString(folder.resolve(name), json.replace('\'', '"'));
  }
}
