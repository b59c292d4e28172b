package phosphene.network.read.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Models;
import phosphene.network.read.torch.SafetensorsWriter.Floats;

/** Files of safetensors are read as they were written; damaged ones are refused with reasons. */
class StateDictTest {
  @TempDir Path folder;

  @Test
  void floatsOfEveryWidthAreRead() throws IOException {
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .add("b", "BF16", List.of(2), new byte[] {(byte) 0x80, 0x3f, 0x10, (byte) 0xc0})
            .add("d", "F64", List.of(1, 1), SafetensorsWriter.buffer(8).putDouble(0.1).array())
            .floats("f", new Floats(List.of(1, 2), new float[] {3, -4}))
            .add("h", "F16", List.of(), new byte[] {0, 0x3e})
            .add("none", "F32", List.of(3, 0), new byte[0]);

    try (StateDict dict = StateDict.open(Files.write(folder.resolve("x"), writer.bytes()))) {
      assertThat(dict.names()).containsExactly("b", "d", "f", "h", "none");
      assertThat(dict.floats("b", List.of(2))).containsExactly(1, -2.25f);
      assertThat(dict.floats("d", List.of(1))).containsExactly(0.1f);
      assertThat(dict.floats("f", List.of(1, 2, 1, 1))).containsExactly(3, -4);
      assertThat(dict.floats("h", List.of())).containsExactly(1.5f);
      assertThat(dict.floats("none", List.of(3, 0))).isEmpty();
      assertThat(dict.shape("f")).contains(List.of(1L, 2L));
      assertThat(dict.shape("g")).isEmpty();
    }
  }

  @Test
  void whatIsNotAskedForOrNoFloatIsSaid() throws IOException {
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .add("count", "I64", List.of(), new byte[8])
            .floats("w", new Floats(List.of(2, 3), new float[6]));

    try (StateDict dict = StateDict.open(Files.write(folder.resolve("x"), writer.bytes()))) {
      assertThatThrownBy(() -> dict.floats("count", List.of()))
          .hasMessage(
              "tensor count has element type I64, expected floating-point numbers (F64, F32, F16 or"
                  + " BF16)");
      assertThatThrownBy(() -> dict.floats("w", List.of(3, 2)))
          .hasMessage("tensor w has shape 2x3, expected 3x2");
      assertThatThrownBy(() -> dict.floats("w", List.of(6)))
          .hasMessage("tensor w has shape 2x3, expected 6");
      assertThatThrownBy(() -> dict.floats("v", List.of(1))).hasMessage("tensor v is missing");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | its tensors end at byte 0, but it has 8 bytes of them",
        "[] | its header is damaged: it must be an object",
        "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]} | its header is damaged: Unexpected"
            + " end-of-input",
        "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'w':{'dtype':'F32','shape':[2],"
            + "'data_offsets':[0,8]}} | its header is damaged: Duplicate field 'w'",
        "{'v':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'w':{'dtype':'F32','shape':[1],"
            + "'data_offsets':[4,8]}} | tensor w overlaps the one before it",
        "{'w':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | bytes before tensor w belong to no"
            + " tensor",
        "{'w':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} | tensor w ends at byte 12, but the"
            + " file has 8 bytes of tensors: it was cut off or damaged",
        "{'w':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | tensor w of shape 3 and type F32"
            + " has 8 bytes, expected 12",
        "{'w':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}} | tensor w has"
            + " impossible shape 4294967296x4294967296",
        "{'w':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | its header is damaged: w.shape"
            + " must be whole numbers from 0",
        "{'w':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}} | its header is damaged: w.shape"
            + " must be whole numbers from 0",
        "{'w':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}} | its header is"
            + " damaged: w.shape must be whole numbers from 0",
        "{'w':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,2],'data_offsets':[0,8]}} | its header is"
            + " damaged: w.shape has more than 8 numbers",
        "{'w':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | its header is damaged:"
            + " w.data_offsets must be a begin and an end",
        "{'w':{'dtype':'F32','shape':[2]}} | its header is damaged: w.data_offsets must be a begin"
            + " and an end",
        "{'w':{'dtype':'F32','data_offsets':[0,8]}} | its header is damaged: w.shape is missing",
        "{'w':{'shape':[2],'data_offsets':[0,8]}} | its header is damaged: w.dtype is missing",
        "{'w':{'dtype':'F33','shape':[2],'data_offsets':[0,8]}} | tensor w has element type F33",
        "{'w':[1]} | its header is damaged: w must be an object",
        "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}} | its header is damaged: w.x"
            + " is unknown",
        "{'__metadata__':{'format':1},'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | its"
            + " header is damaged: __metadata__ must hold texts",
        "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}{} | its header is damaged: text"
            + " follows its end"
      },
      quoteCharacter = '~')
  void aHeaderThatDoesNotHoldIsRefused(String header, String reason) {
    refused(SafetensorsWriter.bytes(header.replace('\'', '"'), new byte[8]), reason);
  }

  @Test
  void theTextsAndTheBlanksOfAHeaderAreLeftOut() throws IOException {
    String header =
        "{'__metadata__':{'format':'pt'},'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}   "
            .replace('\'', '"');
    byte[] data = SafetensorsWriter.buffer(8).putFloat(1).putFloat(2).array();
    Path file = Files.write(folder.resolve("x"), SafetensorsWriter.bytes(header, data));

    try (StateDict dict = StateDict.open(file)) {
      assertThat(dict.names()).containsExactly("w");
      assertThat(dict.floats("w", List.of(2))).containsExactly(1, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 100_000_001, Long.MAX_VALUE, Long.MIN_VALUE})
  void aHeaderOfAForgedLengthIsRefusedBeforeItIsRead(long length) {
    byte[] bytes = SafetensorsWriter.buffer(32).putLong(length).put((byte) '{').array();

    refused(
        bytes,
        "its header has "
            + Long.toUnsignedString(length)
            + " bytes (must be 2 to 100000000): it is no safetensors file, or damaged");
  }

  @Test
  void aHeaderLongerThanItsFileIsRefused() {
    refused(
        SafetensorsWriter.buffer(32).putLong(25).put((byte) '{').array(),
        "its header has 25 bytes, but the file ends after 24: it was cut off or damaged");
    refused(new byte[7], "it ends within the length of its header");
  }

  @Test
  void shardsAreOneDictionary() throws IOException {
    shard("a.safetensors", "x", 1);
    shard("b.safetensors", "y", 2);
    Path index = index("{'weight_map':{'x':'a.safetensors','y':'b.safetensors'}}");

    try (StateDict dict = StateDict.open(index)) {
      assertThat(dict.names()).containsExactly("x", "y");
      assertThat(dict.floats("y", List.of(1))).containsExactly(2);
    }
    assertThat(StateDict.shards(index)).containsExactly("a.safetensors", "b.safetensors");
    assertThat(StateDict.shards(folder.resolve("a.safetensors"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'weight_map':{'x':'../a.safetensors'}} | weight_map names \"../a.safetensors\" for x (must"
            + " be the plain name of a .safetensors file beside it)",
        "{'weight_map':{'x':'/a.safetensors'}} | weight_map names \"/a.safetensors\" for x",
        "{'weight_map':{'x':1}} | weight_map names 1 for x",
        "{'weight_map':{'x':'a.safetensors','y':'gone.safetensors'}} | gone.safetensors, which it"
            + " names, is missing beside it",
        "{'weight_map':{'x':'a.safetensors','y':'a.safetensors'}} | tensor y is not in"
            + " a.safetensors, which should hold it",
        "{'weight_map':{'y':'a.safetensors'}} | it does not name tensor x of a.safetensors",
        "{} | it names no files: weight_map is missing",
        "{'weight_map' | it is damaged: "
      },
      quoteCharacter = '~')
  void anIndexThatDoesNotHoldIsRefused(String json, String reason) throws IOException {
    shard("a.safetensors", "x", 1);
    Path index = index(json);

    assertThatThrownBy(() -> StateDict.open(index))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(reason);
  }

  @Test
  void parametersTakeOtherNamesUnlessTwoWouldShareOne() throws IOException {
    Path file =
        SafetensorsWriter.write(
            folder.resolve("x"),
            Map.of("module.a", floats(1), "module.b", floats(2), "a", floats(3)));

    try (StateDict dict = StateDict.open(file)) {
      StateDict renamed = dict.renamed(name -> name.replace("module.b", "b"));
      assertThat(renamed.names()).containsExactly("a", "b", "module.a");
      assertThat(renamed.floats("b", List.of(1))).containsExactly(2);
      assertThat(renamed.ownName("b")).isEqualTo("module.b");
      assertThatThrownBy(() -> dict.renamed(name -> name.replace("module.", "")))
          .isInstanceOf(IOException.class)
          .hasMessage("tensors a and module.a are the same one");
    }
  }

  /** A law: whatever is damaged, the file is refused with a reason, or still opens. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void damagedFilesAreRefusedWithReasons(int seed) throws IOException {
    Path file = folder.resolve("x");
    byte[] bytes =
        new SafetensorsWriter()
            .floats("first.weight", new Floats(List.of(2, 3), new float[6]))
            .floats("second.weight", new Floats(List.of(4), new float[4]))
            .bytes();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      byte[] damaged =
          Arrays.copyOf(bytes, i % 5 == 0 ? random.nextInt(bytes.length) : bytes.length);
      for (int j = 0; j <= i % 4 && damaged.length > 0; j++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, damaged);
      assertThatCode(() -> readDamaged(file)).doesNotThrowAnyException();
    }
  }

  @Test
  void theHandedNetworksAreRead() throws IOException {
    try (StateDict dict = StateDict.open(Models.file("onnx/resnet18-seeded.safetensors"))) {
      assertThat(dict.names()).hasSize(122).contains("layer4.1.bn2.running_var");
      assertThat(dict.shape("conv1.weight")).contains(List.of(32L, 3L, 7L, 7L));
    }
  }

  private static void readDamaged(Path file) {
    try (StateDict dict = StateDict.open(file)) {
      dict.floats("first.weight", List.of(2, 3));
    } catch (IOException expected) {
      assertThat(expected).hasMessageMatching("(?s).+");
    }
  }

  private void refused(byte[] bytes, String reason) {
    Path file = folder.resolve("x");
    assertThatCode(() -> Files.write(file, bytes)).doesNotThrowAnyException();
    assertThatThrownBy(() -> StateDict.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(reason);
  }

  private void shard(String name, String tensor, float value) throws IOException {
    SafetensorsWriter.write(folder.resolve(name), Map.of(tensor, floats(value)));
  }

  private Path index(String json) throws IOException {
    return Files.writeString(
        folder.resolve("model.safetensors.index.json"), json.replace('\'', '"'));
  }

  private static Floats floats(float value) {
    return new Floats(List.of(1), new float[] {value});
  }
}
