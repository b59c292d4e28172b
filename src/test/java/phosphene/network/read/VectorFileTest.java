package phosphene.network.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same vectors in files of every form. */
class VectorFileTest {
  private static final float[] VALUES = {1, 2, 3, 4, 5, 6};

  @TempDir Path folder;

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] npy(String shape) {
    byte[] head =
        ("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }")
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + head.length + 4 * VALUES.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.UTF_8));
    bytes.put((byte) 1).put((byte) 0).putShort((short) head.length).put(head);
    for (float value : VALUES) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static byte[] npz(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(npy("(2, 3)"));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] safetensors() {
    byte[] head =
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}}"
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + head.length + 24).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(head.length).put(head);
    for (float value : VALUES) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static void isTheVectors(VectorFile file) {
    assertThat(file.rows()).isEqualTo(2);
    assertThat(file.length()).isEqualTo(3);
    assertThat(file.row(0)).containsExactly(1, 2, 3);
    assertThat(file.row(1)).containsExactly(4, 5, 6);
  }

  @Test
  void theFirstBytesSayWhatAFileIs() throws IOException {
    isTheVectors(VectorFile.read(file("a", npy("(2, 3)")), Optional.empty()));
    isTheVectors(VectorFile.read(file("b", npz("v")), Optional.empty()));
    isTheVectors(VectorFile.read(file("c", npz("u", "v")), Optional.of("v")));
    isTheVectors(VectorFile.read(file("d.safetensors", safetensors()), Optional.empty()));
    isTheVectors(VectorFile.read(file("e.safetensors", safetensors()), Optional.of("w")));
  }

  @Test
  void anArrayOfOneDimensionIsOneRow() throws IOException {
    VectorFile file = VectorFile.read(file("a.npy", npy("(6,)")), Optional.empty());
    assertThat(file.rows()).isEqualTo(1);
    assertThat(file.row(0)).containsExactly(VALUES);
  }

  private void refuses(byte[] bytes, Optional<String> name, String message) throws IOException {
    Path path = file("x", bytes);
    assertThatThrownBy(() -> VectorFile.read(path, name))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @Test
  void whatIsNoVectorsIsRefused() throws IOException {
    refuses(
        npy("(1, 2, 3)"),
        Optional.empty(),
        "the array has shape [1, 2, 3], expected rows of numbers");
    refuses(npz("u", "v"), Optional.empty(), "it holds u, v: name must say which");
    refuses(npz("u", "v"), Optional.of("w"), "w is missing (it holds u, v)");
    refuses(
        npy("(2, 3)"), Optional.of("w"), "it is one array without a name: w must be left out");
    refuses(new byte[0], Optional.empty(), "it is empty");
    refuses(
        "text".getBytes(StandardCharsets.UTF_8),
        Optional.empty(),
        "it is no .npy, .npz or safetensors file");
  }
}
