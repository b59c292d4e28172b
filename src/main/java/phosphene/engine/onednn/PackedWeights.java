package phosphene.engine.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Weights;

/**
 * The weights of a network in the orders that primitives ask for, each packed when it is first
 * asked for and shared by all sessions.
 */
final class PackedWeights implements AutoCloseable {
  private final Network network;
  private final Natives natives = new Natives();
  private final Map<String, List<memory>> packed = new HashMap<>();

  PackedWeights(Network network) {
    this.network = network;
  }

  /** The weights of a node on the heap, in the order of the files. */
  Weights weights(Node node) {
    Weights weights = network.weights().get(node.name());
    if (weights == null) {
      throw new IllegalArgumentException("Cannot run " + node.name() + ": it has no weights");
    }
    return weights;
  }

  /**
   * Weights in the form that a primitive asks for.
   *
   * @param name of the node and of what its weights are packed for
   * @param plain how {@code values} lie
   */
  synchronized memory packed(
      String name, Supplier<float[]> values, memory.desc plain, memory.desc wanted) {
    List<memory> known = packed.computeIfAbsent(name, none -> new ArrayList<>());
    for (memory one : known) {
      if (Natives.scoped(() -> one.get_desc().equals(wanted))) {
        return one;
      }
    }
    memory made = natives.keep(pack(values.get(), plain, wanted));
    known.add(made);
    return made;
  }

  /** A vector, as it is. */
  memory vector(String name, Supplier<float[]> values, int length) {
    memory.desc row = new memory.desc(new long[] {length}, data_type.f32, format_tag.x);
    return packed(name, values, row, row);
  }

  /** Values in another form, in memory of their own. */
  static memory pack(float[] values, memory.desc plain, memory.desc wanted) {
    if (plain.get_size() != (long) values.length * Float.BYTES) {
      throw new IllegalArgumentException(
          "Invalid weights: "
              + values.length
              + " values (must be "
              + plain.get_size() / Float.BYTES
              + ")");
    }
    memory source = new memory(plain, OneDnn.processor());
    new FloatPointer(source.get_data_handle()).capacity(values.length).put(values);
    memory made = new memory(wanted, OneDnn.processor());
    copy(source, made);
    return made;
  }

  /** Copies values now, whatever the forms of the two. */
  static void copy(memory from, memory to) {
    stream queue = new stream(OneDnn.processor());
    new reorder(from, to).execute(queue, from, to);
    queue._wait();
  }

  @Override
  public synchronized void close() {
    packed.clear();
    natives.close();
  }
}
