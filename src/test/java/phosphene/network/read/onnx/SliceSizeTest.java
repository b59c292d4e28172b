package phosphene.network.read.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import onnx.Onnx.AttributeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.network.Architecture;
import phosphene.spec.Tap;

/** Parts of an image's axes at other sizes of the image: right, or other sizes are not taken. */
class SliceSizeTest {
  private static final int SIZE = 14;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 10, 1, true", // a bound from the front cuts the end
    "2, 14, 1, false",
    "2, 9223372036854775807, 1, false",
    "1, -3, 1, false",
    "-4, 14, 1, true",
    "0, 14, 2, false",
    "1, 14, 2, false",
    "0, -1, 3, false",
    "12, 14, 4, true",
    "13, 14, 1, false"
  })
  void slices(long start, long end, long step, boolean fixed) throws IOException {
    TinyModel model =
        new TinyModel()
            .input("image", 1, 3, SIZE, SIZE)
            .numbers("starts", start)
            .numbers("ends", end)
            .numbers("axes", 2)
            .numbers("steps", step)
            .node("Slice", "image starts ends axes steps", "out");
    Architecture network = read(model);
    assertThat(network.fixedSize()).isEqualTo(fixed);
    assertThat(network.shapes(SIZE, SIZE).get("out").height())
        .isEqualTo(count(SIZE, start, end, step));
    if (!fixed) {
      for (int size : new int[] {15, 16, 17, 19}) {
        assertThat(network.shapes(size, size).get("out").height())
            .isEqualTo(count(size, start, end >= SIZE ? Long.MAX_VALUE : end, step));
      }
    }
    double[] inputs = new double[3 * SIZE * SIZE];
    Arrays.setAll(inputs, i -> i);
    double[] found =
        GraphRun.of(OnnxFile.open(folder.resolve("model.onnx")), inputs).value("out", Tap.POST);
    long first = start < 0 ? start + SIZE : start;
    assertThat(found[SIZE])
        .isEqualTo(
            count(SIZE, start, end, step) > 1 ? (first + step) * SIZE : first * SIZE + SIZE * SIZE);
  }

  private static int count(int size, long start, long end, long step) {
    long from = start < 0 ? start + size : start;
    long to = end < 0 ? end + size : Math.min(end, size);
    int count = 0;
    for (long at = from; at < to; at += step) {
      count++;
    }
    return count;
  }

  @Test
  void halvesAndSinglePositionsAreThoseOfOneSize() throws IOException {
    AttributeProto rows = TinyModel.integer("axis", 2);
    TinyModel split =
        new TinyModel()
            .input("image", 1, 3, SIZE, SIZE)
            .node("Split", "image", "upper", rows)
            .also("lower");
    TinyModel gather =
        new TinyModel()
            .input("image", 1, 3, SIZE, SIZE)
            .numbers("last", -1)
            .node("Gather", "image last", "out", rows);
    TinyModel pad =
        new TinyModel()
            .input("image", 1, 3, SIZE, SIZE)
            .numbers("pads", 0, 0, -1, 0, 0, 0, -2, 0)
            .node("Pad", "image pads", "out");
    assertThat(read(split).fixedSize()).isTrue();
    assertThat(read(gather).fixedSize()).isTrue();
    assertThat(read(pad).fixedSize()).isFalse();
  }

  private Architecture read(TinyModel model) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), model.build().toByteArray());
    return OnnxImport.read(file, "model").architecture();
  }
}
