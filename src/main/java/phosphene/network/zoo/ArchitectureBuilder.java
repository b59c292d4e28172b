package phosphene.network.zoo;

import static phosphene.network.activation.Elementary.NONE;
import static phosphene.network.activation.Elementary.RELU;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import phosphene.network.Architecture;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Layer;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Window;
import phosphene.network.activation.Activation;

/** The nodes of an architecture while it is written down; each verb reads the node before it. */
final class ArchitectureBuilder {
  private final List<Node> nodes = new ArrayList<>();
  private String last = Architecture.INPUT;

  /** The name of the newest node. */
  String last() {
    return last;
  }

  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** Continues behind {@code node}: the next verb reads it. */
  ArchitectureBuilder from(String node) {
    last = node;
    return this;
  }

  /** A convolution with ReLU. */
  ArchitectureBuilder conv(String name, int filters, Window window) {
    return add(name, new Convolution(filters, window), RELU);
  }

  ArchitectureBuilder pool(String name, Window window) {
    return add(name, new MaxPool(window), NONE);
  }

  ArchitectureBuilder dense(String name, int outputs, Activation activation) {
    return add(name, new Dense(outputs), activation);
  }

  ArchitectureBuilder add(String name, Layer layer) {
    return add(name, layer, NONE);
  }

  ArchitectureBuilder concat(String name, String... inputs) {
    nodes.add(new Node(name, new Concat(), Arrays.asList(inputs), NONE));
    last = name;
    return this;
  }

  private ArchitectureBuilder add(String name, Layer layer, Activation activation) {
    nodes.add(new Node(name, layer, List.of(last), activation));
    last = name;
    return this;
  }
}
