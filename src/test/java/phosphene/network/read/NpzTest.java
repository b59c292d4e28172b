package phosphene.network.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.network.PlainForward.named;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.Models;
import phosphene.network.Half;

/** NumPy's arrays. */
class NpzTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "<f4, 0000803f000020c1, 1, -10",
    "<f2, 003c00c9, 1, -10",
    "<f8, 000000000000f03f00000000000024c0, 1, -10",
    "<i4, 01000000f6ffffff, 1, -10",
    "<i8, 0100000000000000f6ffffffffffffff, 1, -10",
    "|u1, 01ff, 1, 255"
  })
  void everyElementTypeIsReadAsNumbers(String type, String hex, double first, double second)
      throws IOException {
    NpyArray array =
        read(
            "{'descr': '" + type + "', 'fortran_order': False, 'shape': (2,), }",
            HexFormat.of().parseHex(hex));

    assertThat(array.shape()).containsExactly(2);
    assertThat(array.doubles()).containsExactly(first, second);
    assertThat(array.floats()).containsExactly((float) first, (float) second);
  }

  @Test
  void halvesCoverTheirWholeRange() {
    assertThat(Half.value((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(Half.value((short) 0x03ff)).isEqualTo(1023 * 0x1p-24f);
    assertThat(Half.value((short) 0x7bff)).isEqualTo(65504f);
    assertThat(Half.value((short) 0x3555)).isEqualTo(0x1.554p-2f);
    assertThat(Half.value((short) 0x8000)).isEqualTo(-0f);
    assertThat(Half.value((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Half.value((short) 0x7e00)).isNaN();
  }

  @Test
  void aScalarHasNoExtents() throws IOException {
    NpyArray array =
        read("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", WeightFiles.little(3));

    assertThat(array.shape()).isEmpty();
    assertThat(array.doubles()).containsExactly(3);
  }

  @Test
  void whatIsNotSupportedIsSaid() {
    fails("{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }")
        .hasMessage("its values are in Fortran order (save it in C order)");
    fails("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }")
        .hasMessage("element type >f4 is not supported (<f2, <f4, <f8, <i4, <i8, |u1 are)");
    fails("{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999,), }")
        .hasMessage("its shape is too large");
    fails("{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536), }")
        .hasMessage("its shape is too large");
    fails("{'fortran_order': False}").hasMessage("its .npy head is damaged");
    fails("{'descr': '<f4', 'fortran_order': False, 'shape': (5,), }")
        .hasMessage("it ends after 0 of 5 values");
  }

  @Test
  void anArrayThatDoesNotMatchItsChecksumIsRefused() throws IOException {
    Path file =
        WeightFiles.zip(
            folder.resolve("x.npz"), Map.of("a", WeightFiles.npy("<f4", List.of(3), 1, 2, 3)));
    // Deflated by Java; the checksum is compared by this reader, so it is put wrong here.
    byte[] bytes = Files.readAllBytes(file);
    int directory = indexOf(bytes, new byte[] {'P', 'K', 1, 2});
    bytes[directory + 16] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage("array a: its checksum does not match");
  }

  @Test
  void theReferencesHoldImagesIndicesAndScalars() throws IOException {
    Map<String, NpyArray> reference = Npz.read(Models.file("googlenet-reference.npz"));

    assertThat(named(reference, "rgb").shape()).containsExactly(224, 224, 3);
    assertThat(named(reference, "top5_index").doubles()).hasSize(5).startsWith(88);
    assertThat(named(reference, "conv2_3x3__17__mean").shape()).isEmpty();
  }

  private static int indexOf(byte[] bytes, byte[] pattern) {
    for (int i = 0; ; i++) {
      if (Arrays.equals(bytes, i, i + pattern.length, pattern, 0, pattern.length)) {
        return i;
      }
    }
  }

  private static NpyArray read(String head, byte[] values) throws IOException {
    return NpyArray.read(new ByteArrayInputStream(WeightFiles.npy(head, values)));
  }

  private static AbstractThrowableAssert<?, ?> fails(String head) {
    return assertThatThrownBy(() -> read(head, new byte[3])).isInstanceOf(IOException.class);
  }
}
