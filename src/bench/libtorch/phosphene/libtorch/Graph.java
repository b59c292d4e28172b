package phosphene.libtorch;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The network as it was told: nodes in an order in which each comes after its inputs. */
final class Graph {
  /** What it computes in. */
  final ScalarType type;

  private final List<Node> nodes = new ArrayList<>();
  private final List<Tensor> weights = new ArrayList<>();

  private record Node(int[] inputs, Layers.Stage stage, UnaryOperator<Tensor> activation) {}

  private Graph(ScalarType type) {
    this.type = type;
  }

  static Graph read(Line line) throws IOException {
    DataInputStream in = line.in();
    Graph graph = new Graph(ScalarType.valueOf(in.readUTF()));
    for (int count = in.readInt(); count > 0; count--) {
      int[] inputs = new int[in.readInt()];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = in.readInt();
      }
      graph.nodes.add(graph.node(inputs, line));
    }
    return graph;
  }

  private Node node(int[] inputs, Line line) throws IOException {
    String word = line.in().readUTF();
    long[] whole = line.longs(line.in().readInt());
    double[] real = line.doubles();
    Layers layer = new Layers(whole, real, weights(line));
    Layers.Stage stage = layer.of(word);
    String activation = line.in().readUTF();
    line.longs(line.in().readInt()); // a nonlinearity has none
    return new Node(inputs, stage, Activations.of(activation, line.doubles()));
  }

  private List<Tensor> weights(Line line) throws IOException {
    long[] shape = line.longs(line.in().readInt());
    if (shape.length == 0) {
      return List.of();
    }
    Tensor kernel = Tensor.create(line.floats(), shape).to(type);
    Tensor bias = Tensor.create(line.floats(), shape[0]).to(type);
    weights.add(kernel);
    weights.add(bias);
    return List.of(kernel, bias);
  }

  /** The values of the last node. */
  Tensor forward(Tensor images) {
    return forward(images, nodes.size() - 1).value();
  }

  /** Passes through the whole network; the values of a node before its nonlinearity. */
  Tensor before(int node, Tensor images) {
    return forward(images, node).raw();
  }

  private record Values(Tensor raw, Tensor value) {}

  private Values forward(Tensor images, int wanted) {
    List<Values> all = new ArrayList<>();
    for (Node node : nodes) {
      List<Tensor> inputs = new ArrayList<>();
      for (int from : node.inputs()) {
        inputs.add(from < 0 ? images : all.get(from).value());
      }
      Tensor raw = node.stage().forward(inputs);
      all.add(new Values(raw, node.activation().apply(raw)));
    }
    return all.get(wanted);
  }

  /** Whether gradients of all weights are computed and kept; false forgets them. */
  void trainable(boolean trainable) {
    for (Tensor weight : weights) {
      weight.set_requires_grad(trainable);
      if (!trainable) {
        weight.mutable_grad().reset();
      }
    }
  }
}
