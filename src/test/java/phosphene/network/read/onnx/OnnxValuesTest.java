package phosphene.network.read.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.network.RelativeError.relative;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Models;
import phosphene.network.read.Npz;
import phosphene.spec.Tap;

/** Imported networks give what PyTorch gives, run by plain loops. */
class OnnxValuesTest {
  // Folded filters are rounded to floats; MobileNetV2's linear bottlenecks enlarge that most.
  private static final double ROUNDED = 1e-4;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet18-seeded-fused",
        "resnet50-narrow",
        "mobilenetv2-seeded",
        "efficientnetb0-seeded",
        "convnext-tiny-narrow",
        "densenet-small",
        "cifar-resnet20",
        "vit-mini"
      })
  void valuesAreThoseOfPytorch(String name) throws IOException {
    Path folder = Models.folder().resolve("onnx");
    Path reference = folder.resolve(name.replace("-fused", "") + ".npz");
    OnnxFile file = OnnxFile.open(folder.resolve(name + ".onnx"));
    try (Npz npz = Npz.open(reference)) {
      GraphRun run = GraphRun.of(file, npz.array("input").doubles());
      String output = file.outputs().get(0).getName();
      double error = relative(run.value(output, Tap.POST), npz.array("logits").doubles());
      assertThat(error).as("logits").isLessThan(ROUNDED);
      for (int j = 0; j < 3; j++) {
        for (Tap tap : List.of(Tap.PRE, Tap.POST)) {
          String key = j + "." + tap.name().toLowerCase(Locale.ROOT) + ".";
          if (npz.names().contains(key + "mean") && !name.endsWith("-fused")) {
            String value = text(reference, key + "onnx");
            double[] means = means(run, value, tap, (int) npz.array(key + "axis").doubles()[0]);
            double wrong = relative(means, npz.array(key + "mean").doubles());
            assertThat(wrong).as(value).isLessThan(ROUNDED);
          }
        }
      }
    }
  }

  @Test
  void aMapOfPatchesLeavesOutTheClassToken() throws IOException {
    Path folder = Models.folder().resolve("onnx");
    OnnxFile file = OnnxFile.open(folder.resolve("vit-mini.onnx"));
    try (Npz npz = Npz.open(folder.resolve("vit-mini.npz"))) {
      GraphRun run = GraphRun.of(file, npz.array("input").doubles());
      double[] map = run.map("encoder.layers.encoder_layer_1.mlp.0");
      double[] tokens = npz.array("1.post.values").doubles(); // token by token
      int channels = tokens.length / 17;
      assertThat(map).hasSize(16 * channels);
      for (int i = 0; i < map.length; i++) {
        int token = 1 + i % 16;
        assertThat(map[i]).isCloseTo(tokens[token * channels + i / 16], within(1e-9));
      }
    }
  }

  /** The means of a value over all axes but one. */
  private static double[] means(GraphRun run, String value, Tap tap, int along) {
    double[] all = run.value(value, tap);
    int[] dims = run.dims(value);
    int axis = Extents.axis(along, dims.length);
    int inner = Extents.strides(dims)[axis];
    double[] means = new double[dims[axis]];
    for (int i = 0; i < all.length; i++) {
      means[i / inner % dims[axis]] += all[i] * dims[axis] / all.length;
    }
    return means;
  }

  /** A text that NumPy stored, in four bytes a letter. */
  private static String text(Path npz, String name) throws IOException {
    try (ZipFile zip = new ZipFile(npz.toFile())) {
      byte[] bytes = zip.getInputStream(zip.getEntry(name + ".npy")).readAllBytes();
      int start = 10 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
      byte[] letters = Arrays.copyOfRange(bytes, start, bytes.length);
      return new String(letters, Charset.forName("UTF-32LE")).replace("\0", "");
    }
  }
}
