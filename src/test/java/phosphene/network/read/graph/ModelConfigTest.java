package phosphene.network.read.graph;

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
import phosphene.network.Preprocessing;
import phosphene.spec.PixelScale;
import phosphene.spec.SpecException;

/** What configuration files say of the network beside them. */
class ModelConfigTest {
  private static final String TORCH =
      "'mean':[0.485,0.456,0.406],'std':[0.229,0.224,0.225]";

  @TempDir Path folder;

  @Test
  void withoutFilesThereIsNothing() {
    assertThat(read()).isEqualTo(new ModelConfig(Optional.empty(), Optional.empty(), List.of(), List.of()));
  }

  @Test
  void timmSaysWhatItSubtracts() throws IOException {
    Path file = config("{'architecture':'resnet50','pretrained_cfg':{" + TORCH + "}}");

    assertThat(read())
        .isEqualTo(
            new ModelConfig(
                Optional.of("resnet50"),
                Optional.of(Preprocessing.torch()),
                List.of(),
                List.of(file)));
    config("{'architecture':'resnet50'," + TORCH + "}");
    assertThat(read().preprocessing()).contains(Preprocessing.torch());
  }

  @Test
  void transformersSayItInAFileOfItsOwn() throws IOException {
    Path first = config("{'id2label':{'1':'dog','0':'cat, felis'}}");
    Path second =
        pixels(
            "{'do_normalize':true,'image_mean':[0.5,0.5,0.5],'image_std':[0.5,0.5,0.5],"
                + "'rescale_factor':0.00392156862745098}");

    ModelConfig read = read();

    assertThat(read.labels()).containsExactly("cat, felis", "dog");
    assertThat(read.files()).containsExactly(first, second);
    assertThat(read.preprocessing()).contains(Preprocessing.of(PixelScale.SIGNED));
  }

  @Test
  void whatIsNotDoneToPixelsIsNotDone() throws IOException {
    pixels("{'do_normalize':false,'do_rescale':false,'image_mean':[1,2,3],'image_std':[1,1,1]}");
    assertThat(read().preprocessing())
        .contains(new Preprocessing(List.of(0, 1, 2), 1, List.of(0.0, 0.0, 0.0)));
    pixels("{'do_flip_channel_order':true,'image_mean':[0,0.25,0.5],'image_std':1}");
    assertThatThrownBy(this::read)
        .isInstanceOf(SpecException.class)
        .hasMessageEndingWith("image_std is 1 (must be a list of numbers)");
    pixels("{'do_flip_channel_order':true,'image_mean':[0,0.25,0.5],'image_std':[1]}");
    assertThat(read().preprocessing())
        .contains(new Preprocessing(List.of(2, 1, 0), 1 / 255.0, List.of(0.5, 0.25, 0.0)));
  }

  @Test
  void namesOfClassesMayHaveDescriptions() throws IOException {
    config("{'label_names':['n01','n02'],'label_descriptions':{'n02':'two'}}");

    assertThat(read().labels()).containsExactly("n01", "two");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'id2label':{'0':'a','2':'c'}} | the name of class 1 is missing",
        "{'id2label':{'0':7}} | the name of class 0 is missing",
        "{'mean':[0,0],'std':[1,1]} | mean [0.0, 0.0] and deviation [1.0, 1.0] must be of 3 colors",
        "{'mean':[0,0,0],'std':[1,0,1]} | deviation [1.0, 0.0, 1.0] and factor 1.0 must be above 0",
        "{'mean':['a'],'std':[1]} | mean holds \"a\" (must be a number)",
        "{'mean':[0,0,0]} | std is missing (must be a list of numbers)"
      })
  void whatDoesNotHoldIsRefused(String json, String reason) throws IOException {
    config(json);

    assertThatThrownBy(this::read)
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot read the configuration beside " + model() + ": " + reason);
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    Path file = config("{'mean':");
    assertThatThrownBy(this::read)
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Cannot read " + file + ": Unexpected end-of-input");
    config("[]");
    assertThatThrownBy(this::read).hasMessage("Cannot read " + file + ": it is no JSON object");
  }

  private Path model() {
    return folder.resolve("model.safetensors");
  }

  private ModelConfig read() {
    return ModelConfig.beside(model());
  }

  private Path config(String json) throws IOException {
    return Files.writeString(folder.resolve("config.json"), json.replace('\'', '"'));
  }

  private Path pixels(String json) throws IOException {
    return Files.writeString(folder.resolve("preprocessor_config.json"), json.replace('\'', '"'));
  }
}
