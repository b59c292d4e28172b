package phosphene.network.read.keras;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * An array of numbers in an HDF5 file, not read yet.
 *
 * @param path names from the root, with slashes
 * @param bytes the size of the file
 */
public record Hdf5Array(Dataset dataset, String path, long bytes) {
  // Trained weights shrink by a tenth; more than this is no array but a bomb.
  private static final long MOST_INFLATION = 64;
  // Bits; places of sign and exponent; size of the exponent; place and size of the mantissa; bias.
  private static final Set<List<Integer>> IEEE =
      Set.of(
          List.of(16, 15, 10, 5, 0, 10, 15),
          List.of(32, 31, 23, 8, 0, 23, 127),
          List.of(64, 63, 52, 11, 0, 52, 1023));

  /** Its extents; empty for a single number. */
  public List<Integer> shape() throws IOException {
    return Hdf5.guarded(() -> Arrays.stream(dataset.getDimensions()).boxed().toList());
  }

  /** The values, row-major; uncompressed ones are mapped, not copied. */
  public FloatBuffer floats() throws IOException {
    return Hdf5.guarded(
        () -> {
          requireThere();
          DataType type = dataset.getDataType();
          if (!(type instanceof FloatingPoint number)) {
            throw new IOException(path + " does not hold floating-point numbers");
          }
          requireIeee(number);
          if (dataset instanceof ContiguousDataset contiguous && number.getSize() == Float.BYTES) {
            return contiguous.getBuffer().order(number.getByteOrder()).asFloatBuffer();
          }
          return floats(dataset.getDataFlat());
        });
  }

  private FloatBuffer floats(Object flat) throws IOException {
    if (flat instanceof Float one) {
      return FloatBuffer.wrap(new float[] {one});
    }
    if (flat instanceof float[] floats) {
      return FloatBuffer.wrap(floats);
    }
    if (flat instanceof double[] doubles) {
      FloatBuffer rounded = FloatBuffer.allocate(doubles.length);
      for (double value : doubles) {
        rounded.put((float) value);
      }
      return rounded.flip();
    }
    throw new IOException(path + " does not hold floating-point numbers");
  }

  /** Refuses an array that claims more values than the file can hold. */
  private void requireThere() throws IOException {
    long[] extents = dataset.getDimensionsAsLong();
    boolean packed = !(dataset instanceof ContiguousDataset) && !dataset.getFilters().isEmpty();
    long most = packed ? bytes * MOST_INFLATION : bytes;
    long values = Math.min(Integer.MAX_VALUE, most / dataset.getDataType().getSize());
    long claimed = 1;
    for (long extent : extents) {
      if (extent < 1 || extent > values / claimed) {
        throw new IOException(
            path
                + " claims shape "
                + Arrays.toString(extents)
                + ", which the file cannot hold: it has "
                + bytes
                + " bytes");
      }
      claimed *= extent;
    }
  }

  /** Refuses numbers that are not laid out as IEEE 754 says. */
  private void requireIeee(FloatingPoint type) throws IOException {
    List<Integer> layout =
        List.of(
            (int) type.getBitPrecision(),
            type.getSignLocation(),
            (int) type.getExponentLocation(),
            (int) type.getExponentSize(),
            (int) type.getMantissaLocation(),
            (int) type.getMantissaSize(),
            type.getExponentBias());
    if (!IEEE.contains(layout) || type.getBitOffset() != 0 || type.getSize() * 8 != layout.get(0)) {
      throw new IOException(path + " does not hold floating-point numbers of IEEE 754");
    }
  }
}
