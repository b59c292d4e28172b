package phosphene.network.read;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import phosphene.network.read.torch.StateDict;

/**
 * Vectors, the rows of an array: an .npy file, an array of an .npz, or a tensor of a safetensors
 * file. The first bytes say which of these a file is.
 *
 * @param values row after row
 */
public record VectorFile(int rows, int length, float[] values) {
  /** Reads the vectors of a file; of an array of one dimension, which is one row.
   *
   * @param name of the array; may be empty where there is only one
   * @throws IOException if there are none; the message does not name the file
   */
  public static VectorFile read(Path path, Optional<String> name) throws IOException {
    byte[] first = first(path);
    if (first[0] == (byte) 0x93) {
      if (name.isPresent()) {
        throw new IOException("it is one array without a name: " + name.get() + " must be left out");
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
        NpyArray array = NpyArray.read(in);
        return of("the array", array.shape(), array.floats());
      }
    }
    if (first[0] == 'P' && first[1] == 'K') {
      try (Npz npz = Npz.open(path)) {
        NpyArray array = npz.array(one(name, npz.names()));
        return of("the array", array.shape(), array.floats());
      }
    }
    if (StateDict.is(path)) {
      try (StateDict tensors = StateDict.open(path)) {
        String chosen = one(name, tensors.names());
        List<Integer> shape =
            tensors.shape(chosen).orElseThrow().stream().map(Math::toIntExact).toList();
        return of("the tensor", shape, tensors.floats(chosen));
      }
    }
    throw new IOException("it is no .npy, .npz or safetensors file");
  }

  private static byte[] first(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] first = in.readNBytes(2);
      if (first.length < 2) {
        throw new EOFException("it is empty");
      }
      return first;
    }
  }

  private static String one(Optional<String> name, Set<String> names) throws IOException {
    if (name.filter(names::contains).isPresent()) {
      return name.get();
    }
    String known = names.size() > 12 ? names.size() + " others" : String.join(", ", names);
    if (name.isPresent()) {
      throw new IOException(name.get() + " is missing (it holds " + known + ")");
    }
    if (names.size() != 1) {
      throw new IOException("it holds " + known + ": name must say which");
    }
    return names.iterator().next();
  }

  private static VectorFile of(String what, List<Integer> shape, float[] values)
      throws IOException {
    int dimensions = shape.size();
    if (dimensions < 1 || dimensions > 2 || shape.contains(0)) {
      throw new IOException(what + " has shape " + shape + ", expected rows of numbers");
    }
    int length = shape.get(dimensions - 1);
    return new VectorFile(values.length / length, length, values);
  }

  /** A row. */
  public float[] row(int index) {
    return Arrays.copyOfRange(values, index * length, (index + 1) * length);
  }
}
