package phosphene.network.read.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Models;
import phosphene.network.ImportedNetwork;
import phosphene.spec.SpecException;

/** A damaged file is refused in a sentence, or what is left of it is a network. */
class DamagedOnnxTest {
  private static final int EACH = 150;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tiny", "cifar-resnet20", "vit-mini"})
  void damagedFilesAreRefusedOrRead(String name) throws IOException {
    ModelProto sound =
        name.equals("tiny")
            ? TinyModel.classifier().build()
            : ModelProto.parseFrom(Files.readAllBytes(Models.file("onnx/" + name + ".onnx")));
    List<String> refusals = new ArrayList<>();
    for (int seed = 0; seed < EACH; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Path file = folder.resolve(name + seed + ".onnx");
      Files.write(file, damaged(sound, random));
      try {
        ImportedNetwork network = OnnxImport.read(file, name);
        assertThat(network.architecture().nodes()).isNotEmpty();
        assertThat(network.weights().keySet())
            .containsAll(network.architecture().kernels().keySet());
      } catch (SpecException e) {
        assertThat(e).hasMessageStartingWith("Cannot ").hasMessageContaining(file.toString());
        refusals.add(e.getMessage());
      }
      Files.delete(file);
    }
    assertThat(refusals).hasSizeGreaterThan(EACH / 5);
  }

  private static byte[] damaged(ModelProto sound, SplittableRandom random) {
    byte[] bytes = sound.toByteArray();
    switch (random.nextInt(6)) {
      case 0 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 1 -> {
        // In the first kilobytes there is more structure than values.
        int range = Math.min(bytes.length, 1 << (6 + random.nextInt(12)));
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
          bytes[random.nextInt(range)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
      }
      case 2 -> {
        return with(sound, forged(sound.getGraph(), random));
      }
      case 3 -> {
        return with(sound, rewired(sound.getGraph(), random));
      }
      case 4 -> {
        return with(sound, misattributed(sound.getGraph(), random));
      }
      default -> {
        GraphProto.Builder graph = sound.getGraph().toBuilder();
        int from = random.nextInt(graph.getNodeCount());
        NodeProto moved = graph.getNode(from);
        graph.removeNode(from).addNode(random.nextInt(graph.getNodeCount() + 1), moved);
        return with(sound, graph);
      }
    }
  }

  private static byte[] with(ModelProto model, GraphProto.Builder graph) {
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  /** A tensor of other extents, or of another type. */
  private static GraphProto.Builder forged(GraphProto sound, SplittableRandom random) {
    GraphProto.Builder graph = sound.toBuilder();
    TensorProto.Builder tensor =
        graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
    long[] extents = {-1, 0, 1, 7, 1 << 20, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE};
    long extent = extents[random.nextInt(extents.length)];
    switch (random.nextInt(3)) {
      case 0 -> tensor.addDims(extent);
      case 1 -> tensor.setDataType(random.nextInt(20));
      default -> {
        if (tensor.getDimsCount() > 0) {
          tensor.setDims(random.nextInt(tensor.getDimsCount()), extent);
        }
      }
    }
    return graph;
  }

  /** A node that reads another value, or makes one that is there. */
  private static GraphProto.Builder rewired(GraphProto sound, SplittableRandom random) {
    GraphProto.Builder graph = sound.toBuilder();
    List<String> names = new ArrayList<>(List.of("", "nothing"));
    graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
    graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
    NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(4)) {
      case 0 -> node.setOutput(0, name);
      case 1 -> node.clearInput();
      case 2 -> node.addInput(name);
      default -> {
        if (node.getInputCount() > 0) {
          node.setInput(random.nextInt(node.getInputCount()), name);
        }
      }
    }
    return graph;
  }

  /** An attribute of another value, or an operator of another name. */
  private static GraphProto.Builder misattributed(GraphProto sound, SplittableRandom random) {
    GraphProto.Builder graph = sound.toBuilder();
    int[] having =
        IntStream.range(0, graph.getNodeCount())
            .filter(i -> graph.getNode(i).getAttributeCount() > 0)
            .toArray();
    NodeProto.Builder node = graph.getNodeBuilder(having[random.nextInt(having.length)]);
    if (random.nextInt(4) == 0) {
      node.setOpType(graph.getNode(random.nextInt(graph.getNodeCount())).getOpType());
      return graph;
    }
    AttributeProto.Builder attribute =
        node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
    long[] values = {-3, 0, 5, 1 << 16, Integer.MAX_VALUE, Long.MIN_VALUE};
    long value = values[random.nextInt(values.length)];
    attribute.setI(value).setF(value);
    if (attribute.getIntsCount() > 0 && random.nextInt(3) > 0) {
      attribute.setInts(random.nextInt(attribute.getIntsCount()), value);
    } else if (random.nextInt(2) == 0) {
      attribute.addInts(value);
    }
    return graph;
  }
}
