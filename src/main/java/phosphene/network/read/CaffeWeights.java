package phosphene.network.read;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import phosphene.network.Shape;
import phosphene.network.Weights;

/**
 * The weights of a Caffe model file, a binary protocol buffer {@code NetParameter} (caffe.proto):
 * kernels filters x channels x height x width, of dense layers outputs x inputs. Slashes in layer
 * names become underscores.
 */
final class CaffeWeights implements WeightFile {
  // Field numbers of caffe.proto.
  private static final int NET_LAYER = 100;
  private static final int NET_V1_LAYER = 2;
  private static final int LAYER_NAME = 1;
  private static final int LAYER_BLOB = 7;
  private static final int V1_LAYER_NAME = 4;
  private static final int V1_LAYER_BLOB = 6;

  private final Map<String, List<CaffeBlob>> layers;

  private CaffeWeights(Map<String, List<CaffeBlob>> layers) {
    this.layers = layers;
  }

  static CaffeWeights open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new IOException("it is larger than 2 GiB");
      }
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return new CaffeWeights(layers(new ProtoReader(bytes)));
    } catch (BufferUnderflowException | ArithmeticException e) {
      throw new IOException("damaged or truncated protocol buffer", e);
    }
  }

  private static Map<String, List<CaffeBlob>> layers(ProtoReader net) throws IOException {
    Map<String, List<CaffeBlob>> layers = new TreeMap<>();
    while (net.next()) {
      if (net.field() == NET_LAYER) {
        layer(net.message(), LAYER_NAME, LAYER_BLOB, layers);
      } else if (net.field() == NET_V1_LAYER) {
        layer(net.message(), V1_LAYER_NAME, V1_LAYER_BLOB, layers);
      } else {
        net.skip();
      }
    }
    return layers;
  }

  private static void layer(
      ProtoReader layer, int nameField, int blobField, Map<String, List<CaffeBlob>> layers)
      throws IOException {
    String name = "";
    List<CaffeBlob> blobs = new ArrayList<>();
    while (layer.next()) {
      if (layer.field() == nameField) {
        name = layer.text().replace('/', '_');
      } else if (layer.field() == blobField) {
        blobs.add(CaffeBlob.read(layer.message()));
      } else {
        layer.skip();
      }
    }
    if (!blobs.isEmpty()) {
      layers.put(name, blobs);
    }
  }

  @Override
  public Set<String> held(Set<String> wanted) {
    return wanted.stream().filter(layers::containsKey).collect(Collectors.toSet());
  }

  /** All other layers but GoogLeNet's auxiliary classifiers, which only training uses. */
  @Override
  public List<String> strangers(Set<String> wanted) {
    return layers.keySet().stream()
        .filter(layer -> !wanted.contains(layer) && !layer.matches("loss[12]_.*"))
        .toList();
  }

  @Override
  public Weights weights(String layer, List<Integer> kernel, Shape input) throws IOException {
    List<CaffeBlob> blobs = layers.getOrDefault(layer, List.of());
    if (blobs.size() != 2) {
      throw new IOException("layer " + layer + " has " + blobs.size() + " blobs, expected 2");
    }
    return new Weights(
        blobs.get(0).floats(layer + " kernel", kernel),
        blobs.get(1).floats(layer + " bias", List.of(kernel.get(0))));
  }

  @Override
  public void close() {}
}
