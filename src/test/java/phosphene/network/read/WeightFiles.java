package phosphene.network.read;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import phosphene.network.Network;
import phosphene.network.PlainForward;
import phosphene.network.Weights;

/** Writes weight files of every layout that the readers know. */
public final class WeightFiles {
  private WeightFiles() {}

  /**
   * Writes a Keras file of convolutions.
   *
   * @param group the group that holds the layers, empty for the top
   * @param names path of a layer's datasets before "kernel" and "bias", {@code %s} for the layer
   * @param kernel the kernel's name such as {@code kernel:0}
   */
  static Path keras(Path file, String group, String names, String kernel, Network network) {
    Map<String, Object> datasets = new TreeMap<>();
    String prefix = group.isEmpty() ? "" : group + "/";
    network
        .architecture()
        .kernels()
        .forEach(
            (layer, extents) -> {
              Weights weights = PlainForward.named(network.weights(), layer);
              String path = prefix + names.replace("%s", layer);
              String bias = kernel.replace("kernel", "bias").replace("W_", "b_");
              datasets.put(
                  path + kernel.replace("%s", layer), heightFirst(weights.kernel(), extents));
              datasets.put(path + bias.replace("%s", layer), weights.bias());
            });
    return hdf5(file, datasets);
  }

  /** Writes datasets, which are (nested) float arrays, by path. */
  static Path hdf5(Path file, Map<String, Object> datasets) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      Map<String, WritableGroup> groups = new TreeMap<>(Map.of("", hdf));
      new TreeMap<>(datasets)
          .forEach(
              (path, values) -> {
                int slash = path.lastIndexOf('/');
                group(groups, slash < 0 ? "" : path.substring(0, slash))
                    .putDataset(path.substring(slash + 1), values);
              });
    }
    return file;
  }

  private static WritableGroup group(Map<String, WritableGroup> groups, String path) {
    WritableGroup known = groups.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    WritableGroup group =
        group(groups, slash < 0 ? "" : path.substring(0, slash))
            .putGroup(path.substring(slash + 1));
    groups.put(path, group);
    return group;
  }

  /** Filters x channels x height x width as height x width x channels x filters. */
  static float[][][][] heightFirst(float[] kernel, List<Integer> extents) {
    int channels = extents.get(1);
    int height = extents.get(2);
    int width = extents.get(3);
    float[][][][] nested = new float[height][width][channels][extents.get(0)];
    for (int i = 0; i < kernel.length; i++) {
      int position = i % (height * width);
      int channel = i / (height * width) % channels;
      nested[position / width][position % width][channel][i / (height * width * channels)] =
          kernel[i];
    }
    return nested;
  }

  public static Path npz(Path file, Network network) throws IOException {
    Map<String, byte[]> arrays = new TreeMap<>();
    network
        .architecture()
        .kernels()
        .forEach(
            (layer, extents) -> {
              Weights weights = PlainForward.named(network.weights(), layer);
              arrays.put(layer + "_w", npy("<f4", extents, weights.kernel()));
              arrays.put(layer + "_b", npy("<f4", extents.subList(0, 1), weights.bias()));
            });
    return zip(file, arrays);
  }

  static Path zip(Path file, Map<String, byte[]> arrays) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> array : new TreeMap<>(arrays).entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(array.getValue());
      }
    }
    return file;
  }

  static byte[] npy(String type, List<Integer> shape, float... values) {
    String extents = String.join(",", shape.stream().map(String::valueOf).toList());
    return npy(
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + extents + ",), }",
        little(values));
  }

  static byte[] npy(String head, byte[] values) {
    byte[] text = head.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(10 + text.length + values.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .put(values)
        .array();
  }

  static byte[] little(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** How a Caffe file is built. */
  enum Caffe {
    /** Before 2014: V1 layers, blobs with four extents. */
    OLD,
    /** Layers with shapes. */
    NEW
  }

  static Path caffe(Path file, Caffe version, Network network) throws IOException {
    ByteArrayOutputStream net = new ByteArrayOutputStream();
    field(net, 1, "net".getBytes(StandardCharsets.UTF_8));
    boolean old = version == Caffe.OLD;
    for (Map.Entry<String, List<Integer>> kernel : network.architecture().kernels().entrySet()) {
      Weights weights = PlainForward.named(network.weights(), kernel.getKey());
      ByteArrayOutputStream layer = new ByteArrayOutputStream();
      String name = kernel.getKey().replaceFirst("_", "/");
      field(layer, old ? 4 : 1, name.getBytes(StandardCharsets.UTF_8));
      varint(layer, 10 << 3);
      varint(layer, 300);
      List<Integer> bias = List.of(kernel.getValue().get(0));
      field(layer, old ? 6 : 7, blob(version, kernel.getValue(), weights.kernel()));
      field(layer, old ? 6 : 7, blob(version, bias, weights.bias()));
      field(net, old ? 2 : 100, layer.toByteArray());
    }
    return Files.write(file, net.toByteArray());
  }

  private static byte[] blob(Caffe version, List<Integer> shape, float[] values) {
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    if (version == Caffe.OLD) {
      for (int i = 0; i < 4; i++) {
        varint(blob, (i + 1) << 3);
        varint(blob, i < 4 - shape.size() ? 1 : shape.get(i - 4 + shape.size()));
      }
    } else {
      ByteArrayOutputStream extents = new ByteArrayOutputStream();
      shape.forEach(extent -> varint(extents, extent));
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      field(message, 1, extents.toByteArray());
      field(blob, 7, message.toByteArray());
    }
    field(blob, 5, little(values));
    return blob.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] value) {
    varint(out, (number << 3) | 2);
    varint(out, value.length);
    out.writeBytes(value);
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      out.write((rest & 0x7f) | 0x80);
    }
    out.write(rest);
  }
}
