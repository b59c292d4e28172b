package phosphene.network.zoo.torch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import phosphene.network.Architecture;
import phosphene.network.PlainForward;
import phosphene.network.read.torch.NodeParameters;

/** The parameters that an architecture asks for, as PyTorch would list them. */
final class TorchParameters {
  private TorchParameters() {}

  /** The network of torchvision of that name. */
  static TorchNetwork network(String id) {
    return Stream.concat(
            TorchNetworks.ALL.stream(), Stream.of(TorchNetworks.VGG16, TorchNetworks.VGG19))
        .filter(network -> network.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Their shapes by name; extents of 1 at the end are left out. */
  static Map<String, String> shapes(TorchNetwork network) {
    Layout layout = network.standard();
    Architecture complete = network.complete();
    Map<String, String> shapes = new TreeMap<>();
    complete
        .kernels()
        .forEach(
            (node, kernel) -> {
              NodeParameters parameters = PlainForward.named(layout.modules().nodes(), node);
              for (String name : parameters.names()) {
                boolean whole = parameters.weight().filter(name::equals).isPresent();
                boolean scalar = name.endsWith("num_batches_tracked");
                shapes.put(name, scalar ? "" : text(whole ? kernel : kernel.subList(0, 1)));
              }
            });
    return shapes;
  }

  /** A line for each. */
  static String lines(Map<String, String> shapes) {
    return shapes.entrySet().stream()
        .map(shape -> shape.getKey() + " " + shape.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static String text(List<Integer> shape) {
    String text = shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    return text.replaceFirst("(x1)+$", "");
  }
}
