package phosphene.network.read.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.network.read.keras.KerasModels.input;
import static phosphene.network.read.keras.KerasModels.part;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phosphene.Models;
import phosphene.network.Network;
import phosphene.network.Weights;
import phosphene.network.read.keras.KerasModels.Form;
import phosphene.network.read.keras.KerasModels.Part;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;

/** Damaged and forged files: a sentence each; nothing is allocated that a file only claims. */
class KerasDamageTest {
  private static final int DAMAGES = 60; // of each form
  private static final Part CONV =
      part("Conv2D", "c", "'filters': 4, 'kernel_size': [3, 3]", "image")
          .with("kernel", 3, 3, 3, 4)
          .with("bias", 4);

  @TempDir Path folder;

  private static List<Part> model() {
    Part inner =
        part("Functional", "inner", "", "c")
            .of(
                input("x", 6, 6, 4),
                part("DepthwiseConv2D", "d", "'kernel_size': [2, 2]", "x")
                    .with("depthwise_kernel", 2, 2, 4, 1)
                    .with("bias", 4));
    return List.of(
        input(8, 8, 3),
        CONV,
        inner,
        part("GlobalAveragePooling2D", "p", "", "inner"),
        part("Dense", "e", "'units': 5", "p").with("kernel", 4, 5).with("bias", 5));
  }

  /** A cut, a flipped bit, some bytes that are others, or a number that is as large as can be. */
  private static byte[] damaged(byte[] whole, SplittableRandom random) {
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(whole, random.nextInt(whole.length));
    }
    byte[] bytes = whole.clone();
    switch (random.nextInt(3)) {
      case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        for (int i = 0; i < 10; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
      }
      default -> {
        int from = random.nextInt(bytes.length - 8);
        Arrays.fill(bytes, from, from + 8, (byte) (random.nextBoolean() ? 0xff : 0x7f));
      }
    }
    return bytes;
  }

  /** What is damaged where no reader can see it, in a weight's bits, is still a finite number. */
  @ParameterizedTest
  @EnumSource
  void damageIsRefusedInASentence(Form form) throws IOException {
    Path file = KerasModels.write(folder, form, model());
    byte[] whole = Files.readAllBytes(file);
    int refused = 0;
    for (int seed = 0; seed < DAMAGES; seed++) {
      Files.write(file, damaged(whole, new SplittableRandom(seed)));
      try {
        Network network = Networks.importModel(file);
        assertThat(network.weights().values()).allMatch(KerasDamageTest::isFinite);
      } catch (SpecException e) {
        assertThat(e).hasMessageStartingWith("Cannot import " + file + ": ");
        assertThat(String.valueOf(e.getMessage())).matches("(?s).*: .*[a-z]{2}.*");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(DAMAGES / 3);
  }

  private static boolean isFinite(Weights weights) {
    for (float value : weights.kernel()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private void refused(Path file, String reason) {
    assertThatThrownBy(() -> Networks.importModel(file))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Cannot import " + file + ": " + reason);
  }

  @Test
  void sizesThatAFileCannotHoldAreRefusedBeforeTheyAreAllocated() throws IOException {
    byte[] bytes = Files.readAllBytes(Models.file("keras/seq.k2.h5"));
    int place = find(bytes, longs(3, 3, 3, 4));
    System.arraycopy(longs(3, 3, 3, 1 << 25), 0, bytes, place, 32);
    Path file = Files.write(folder.resolve("forged.h5"), bytes);

    try (Hdf5 hdf5 = Hdf5.open(file)) {
      Hdf5Array kernel = hdf5.root().array("model_weights/c1/c1/kernel:0").orElseThrow();
      assertThat(kernel.shape()).containsExactly(3, 3, 3, 1 << 25);
      assertThatThrownBy(kernel::floats)
          .isInstanceOf(IOException.class)
          .hasMessage(
              "model_weights/c1/c1/kernel:0 claims shape [3, 3, 3, 33554432], which the file cannot"
                  + " hold: it has "
                  + bytes.length
                  + " bytes");
    }
    refused(file, "layer c1: its kernel has shape [3, 3, 3, 33554432], expected [3, 3, 3, 4]");
  }

  private static byte[] longs(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(bytes::putLong);
    return bytes.array();
  }

  private static int find(byte[] bytes, byte[] part) {
    for (int i = 0; i <= bytes.length - part.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  @Test
  void bombsAreRefusedWhileTheyAreUnpacked() throws IOException {
    Path file = folder.resolve("bomb.keras");
    String configuration = KerasModels.model(Form.ARCHIVE, "m", model());

    KerasModels.archive(file, configuration, new byte[64 << 20]);
    refused(file, "model.weights.h5: it is larger than ");

    KerasModels.archive(file, " ".repeat(65 << 20) + configuration, new byte[1]);
    refused(file, "config.json: it is larger than 67108864 bytes, which no model's is");
  }

  @Test
  void archivesThatLackSomethingAreRefused() throws IOException {
    Path file = folder.resolve("x.keras");

    KerasModels.archive(file, "{}", new byte[100]);
    refused(file, "damaged HDF5 file");

    KerasModels.archive(file, "[".repeat(5000), weights());
    refused(file, "its configuration is damaged: ");

    KerasModels.archive(file, "{\"class_name\": \"MyModel\", \"config\": {}}", weights());
    refused(
        file, "its configuration is of a MyModel (must be of a Sequential or Functional model;");

    KerasModels.archive(file, "{\"class_name\": \"Sequential\", \"config\": {}}", weights());
    refused(file, "its configuration names no layers");

    Files.writeString(file, "PK\u0003\u0004 and no more", StandardCharsets.ISO_8859_1);
    refused(file, "zip END header not found");
  }

  private byte[] weights() throws IOException {
    KerasModels.write(folder, Form.ARCHIVE, model());
    return Files.readAllBytes(folder.resolve("model.weights.h5"));
  }

  @Test
  void filesOfKerasOneAreRefusedByTheirVersion() throws IOException {
    Path file = folder.resolve("one.h5");
    KerasModels.named(file, "1.2.2", KerasModels.model(Form.SECOND, "m", model()), model());

    refused(file, "it was written by Keras 1.2.2 (must be by Keras 2 or 3: load it with Keras 2");
  }

  /** What flattens an image that the file makes huge. */
  @Test
  void hugeMapsAreNotFlattened() throws IOException {
    Path file =
        KerasModels.write(
            folder,
            Form.SECOND,
            List.of(
                input(8, 8, 3),
                part("UpSampling2D", "u", "'size': [900, 900]", "image"),
                part("Flatten", "f", "", "u"),
                part("Softmax", "s", "", "f")));

    refused(file, "layer s: its input has 155520000 values");
  }
}
