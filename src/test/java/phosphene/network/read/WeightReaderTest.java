package phosphene.network.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import phosphene.network.Digest;
import phosphene.network.Network;
import phosphene.network.PlainForward;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.zoo.KnownNetwork;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;

/** Weights written in every layout are read as they were; other files are refused with reasons. */
class WeightReaderTest {
  private static final Network COMPLETE = Networks.random("squeezenet1.1", 7);
  private static final Network BODY =
      Networks.random(KnownNetwork.named("squeezenet1.1").body(), 7);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'', %s/, %s_W_1:0",
    "'', %s/, kernel:0",
    "'', %s/%s/, kernel:0",
    "'', %s/%s_3/, kernel:0",
    "model_weights, %s/%s/, kernel:0",
    "model_weights, %s/%s/, kernel"
  })
  void kerasFilesOfAllTimesReadTheSame(String group, String names, String kernel) {
    Path file = WeightFiles.keras(folder.resolve("x.h5"), group, names, kernel, BODY);

    assertSame(Networks.open("squeezenet1.1", file), BODY);
  }

  @Test
  void npzFilesAreReadAsTheyAre() throws IOException {
    Path file = WeightFiles.npz(folder.resolve("x.npz"), COMPLETE);

    assertSame(Networks.open("squeezenet1.1", file), COMPLETE);
  }

  @ParameterizedTest
  @EnumSource(WeightFiles.Caffe.class)
  void caffeFilesOldAndNewReadTheSame(WeightFiles.Caffe version) throws IOException {
    Path file = WeightFiles.caffe(folder.resolve("x.caffemodel"), version, COMPLETE);

    assertSame(Networks.open("squeezenet1.1", file), COMPLETE);
  }

  @Test
  void theDigestIsThatOfTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("abc"), "abc");

    // FIPS 180-2, appendix B.1; RFC 1321, A.5; FIPS 180-2, appendix A.1.
    assertThat(Digest.SHA256.of(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Digest.MD5.of(file)).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    assertThat(Digest.SHA1.of(file)).isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
  }

  /** Keras flattens row, column, channel; this project channel, row, column. */
  @Test
  void aDenseKernelBehindAFeatureMapIsReadChannelByChannel() throws IOException {
    Shape map = new Shape(2, 1, 3);
    float[][] kernel = new float[6][1];
    for (int position = 0; position < 3; position++) {
      for (int channel = 0; channel < 2; channel++) {
        kernel[position * 2 + channel][0] = 10 * channel + position;
      }
    }
    Path file =
        WeightFiles.hdf5(
            folder.resolve("x.h5"),
            Map.of("fc1/fc1_W_1:0", kernel, "fc1/fc1_b_1:0", new float[] {5}));

    try (KerasWeights weights = KerasWeights.open(file)) {
      assertThat(weights.weights("fc1", List.of(1, 6), map))
          .usingRecursiveComparison()
          .isEqualTo(new Weights(new float[] {0, 1, 2, 10, 11, 12}, new float[] {5}));
    }
  }

  /** As {@code model.save_weights("x.weights.h5")} writes them. */
  @Test
  void numberedWeightsOfKerasThreeAreReadByTheNamesOfTheirLayers() throws IOException {
    Path file = folder.resolve("x.weights.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup dense = hdf.putGroup("layers").putGroup("dense_1");
      dense.putAttribute("name", "fc");
      WritableGroup vars = dense.putGroup("vars");
      vars.putDataset("0", new float[][] {{1, 2, 3}, {4, 5, 6}});
      vars.putDataset("1", new float[] {7, 8, 9});
    }

    try (KerasWeights weights = KerasWeights.open(file)) {
      assertThat(weights.strangers(Set.of("fc"))).isEmpty();
      assertThat(weights.weights("fc", List.of(3, 2), new Shape(2, 1, 1)))
          .usingRecursiveComparison()
          .isEqualTo(new Weights(new float[] {1, 4, 2, 5, 3, 6}, new float[] {7, 8, 9}));
    }
  }

  @Test
  void doublesAreReadToo() throws IOException {
    double[][] kernel = {{1, 2, 3}, {4, 5, 6}};
    Path file =
        WeightFiles.hdf5(
            folder.resolve("x.h5"),
            Map.of("fc/kernel:0", kernel, "fc/bias:0", new double[] {7, 8, 9}));

    try (KerasWeights weights = KerasWeights.open(file)) {
      assertThat(weights.weights("fc", List.of(3, 2), new Shape(2, 1, 1)))
          .usingRecursiveComparison()
          .isEqualTo(new Weights(new float[] {1, 4, 2, 5, 3, 6}, new float[] {7, 8, 9}));
    }
  }

  @Test
  void aClassifierThatIsThereInPartIsMissed() throws IOException {
    Map<String, byte[]> arrays = arrays(COMPLETE);
    arrays.remove("conv10_b");
    Path file = WeightFiles.zip(folder.resolve("x.npz"), arrays);

    refused(file, "conv10_b is missing");
  }

  @Test
  void everyMisfitNamesTheLayerAndBothShapes() throws IOException {
    Map<String, byte[]> missing = arrays(BODY);
    missing.keySet().removeIf(name -> name.startsWith("fire3_squeeze1x1"));
    Map<String, byte[]> misshapen = arrays(BODY);
    misshapen.put("conv1_w", WeightFiles.npy("<f4", List.of(1, 3), 1, 2, 3));
    Map<String, byte[]> infinite = arrays(BODY);
    float[] bias = new float[64];
    bias[63] = Float.POSITIVE_INFINITY;
    infinite.put("conv1_b", WeightFiles.npy("<f4", List.of(64), bias));

    Map<String, byte[]> whole = arrays(BODY);
    whole.put("conv1_b", WeightFiles.npy("<i4", List.of(64), new float[64]));

    refused(
        WeightFiles.zip(folder.resolve("whole.npz"), whole),
        "conv1_b has element type <i4, expected floating-point numbers");
    refused(
        WeightFiles.zip(folder.resolve("missing.npz"), missing),
        "layer fire3_squeeze1x1 of squeezenet1.1 is missing");
    refused(
        WeightFiles.zip(folder.resolve("misshapen.npz"), misshapen),
        "conv1_w has shape 1x3, expected 64x3x3x3");
    refused(
        WeightFiles.zip(folder.resolve("infinite.npz"), infinite), "layer conv1 holds Infinity");
    refused(
        WeightFiles.hdf5(
            folder.resolve("x.h5"),
            Map.of("conv1/kernel:0", new float[3][3][3][32], "conv1/bias:0", new float[64])),
        "conv1/kernel:0 has shape 3x3x3x32, expected 3x3x3x64");
    refused(
        WeightFiles.hdf5(folder.resolve("y.h5"), Map.of("conv1/bias:0", new float[64])),
        "layer conv1 has no kernel");
  }

  @Test
  void aCaffeFileOfAnotherShapeIsRefused() throws IOException {
    Path file =
        WeightFiles.caffe(
            folder.resolve("x.caffemodel"),
            WeightFiles.Caffe.NEW,
            Networks.random("squeezenet", 1));

    refused(file, "conv1 kernel has shape 96x3x7x7, expected 64x3x3x3");
  }

  @Test
  void filesThatAreNoWeightsAreRefused() throws IOException {
    refused(folder.resolve("gone.h5"), "no such file");
    refused(
        Files.writeString(folder.resolve("page.h5"), "<html>not found</html>"),
        "it is none of safetensors, HDF5 (.h5), NumPy (.npz) and Caffe (.caffemodel)");
    refused(
        Files.writeString(folder.resolve("page.caffemodel"), "<html>not found</html>"),
        "damaged protocol buffer");
  }

  @Test
  void truncatedFilesOfEveryLayoutAreRefused() throws IOException {
    List<Path> whole =
        List.of(
            WeightFiles.keras(folder.resolve("a.h5"), "", "%s/", "kernel:0", BODY),
            WeightFiles.npz(folder.resolve("a.npz"), BODY),
            WeightFiles.caffe(folder.resolve("a.caffemodel"), WeightFiles.Caffe.OLD, BODY));
    for (Path file : whole) {
      byte[] bytes = Files.readAllBytes(file);
      for (int length : new int[] {9, 100, bytes.length / 2, bytes.length - 1}) {
        Files.write(file, Arrays.copyOf(bytes, length));
        assertThatThrownBy(
                () -> Networks.open("squeezenet1.1", file), "%s cut to %d bytes", file, length)
            .isInstanceOf(SpecException.class)
            .hasMessageStartingWith("Cannot read weights " + file + ": ");
      }
    }
  }

  /** A law: whatever byte is damaged, the failure is an IOException or the file still opens. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void damagedHdf5FilesFailWithReasons(int seed) throws IOException {
    Path file =
        WeightFiles.hdf5(
            folder.resolve("x.h5"),
            Map.of("fc/kernel:0", new float[2][3], "fc/bias:0", new float[3]));
    byte[] bytes = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = bytes.clone();
      for (int j = 0; j <= i % 4; j++) {
        damaged[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt(256);
      }
      Files.write(file, damaged);
      assertThatCode(() -> readDamaged(file)).doesNotThrowAnyException();
    }
  }

  private static void readDamaged(Path file) {
    try (KerasWeights weights = KerasWeights.open(file)) {
      weights.weights("fc", List.of(3, 2), new Shape(2, 1, 1));
    } catch (IOException expected) {
      assertThat(expected).hasMessageMatching("(?s).+");
    }
  }

  private static Map<String, byte[]> arrays(Network network) {
    Map<String, byte[]> arrays = new HashMap<>();
    network
        .architecture()
        .kernels()
        .forEach(
            (layer, extents) -> {
              Weights weights = PlainForward.named(network.weights(), layer);
              arrays.put(layer + "_w", WeightFiles.npy("<f4", extents, weights.kernel()));
              arrays.put(
                  layer + "_b", WeightFiles.npy("<f4", extents.subList(0, 1), weights.bias()));
            });
    return arrays;
  }

  private static void refused(Path file, String reason) {
    assertThatThrownBy(() -> Networks.open("squeezenet1.1", file))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot read weights " + file + ": " + reason);
  }

  private static void assertSame(Network read, Network written) {
    assertThat(read.architecture()).isEqualTo(written.architecture());
    assertThat(Digest.SHA256.of(read.weights())).isEqualTo(Digest.SHA256.of(written.weights()));
  }
}
