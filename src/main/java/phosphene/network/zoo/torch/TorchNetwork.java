package phosphene.network.zoo.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.read.torch.StateDict;

/**
 * An architecture of torchvision.
 *
 * @param id its name there
 * @param pixels side of the usual input, and how pixels become it
 * @param modules writes its modules down
 * @param dialects other names that files give its parameters; torchvision's own first
 */
public record TorchNetwork(
    String id, Pixels pixels, Function<ModuleBuilder, Layout> modules, List<Dialect> dialects) {
  public TorchNetwork {
    dialects = List.copyOf(dialects);
  }

  /**
   * What a network sees.
   *
   * @param side of the usual square input
   */
  record Pixels(int side, Preprocessing preprocessing) {}

  /** This network, whose files may have the names of another library too. */
  TorchNetwork alsoNamed(String architecture, Map<String, String> names) {
    List<Dialect> more = new ArrayList<>(dialects);
    more.add(Dialect.of(architecture, names));
    return new TorchNetwork(id, pixels, modules, more);
  }

  /** The network with its standard widths and its classifier. */
  public Architecture complete() {
    return complete(standard());
  }

  /** The same without classifier. */
  public Architecture body() {
    Layout layout = standard();
    return complete(layout).cut(List.of(layout.body()));
  }

  Layout standard() {
    return layout(Widths.STANDARD, dialects.get(0));
  }

  private Layout layout(Widths widths, Dialect dialect) {
    return modules.apply(new ModuleBuilder(widths, dialect.epsilon()));
  }

  private Architecture complete(Layout layout) {
    Shape input = new Shape(Preprocessing.COLORS, pixels.side(), pixels.side());
    return new Architecture(id, input, pixels.preprocessing(), layout.nodes());
  }

  /**
   * The network with the weights, and the widths, of a safetensors file: without classifier where
   * the file has nothing of it.
   *
   * @param names those of its classes, if it has as many
   * @param sha256 of the file
   * @throws IOException without the name of the file, if it holds another network's weights
   */
  public Network read(Path path, List<String> names, String sha256) throws IOException {
    try (StateDict file = StateDict.open(path)) {
      StateDict plain = Dialect.plain(file);
      Dialect dialect = Dialect.spoken(dialects, plain);
      StateDict dict = dialect.translated(plain);
      Layout layout = layout(dict, dialect);
      Architecture complete = complete(layout);
      layout.modules().requireNoOthers(dict, complete, Dialect.UNUSED);
      Architecture held = held(layout, complete, dict);
      Map<String, Weights> weights = layout.modules().read(dict, held);
      return new Network(held, weights, sha256, labels(held, names));
    }
  }

  private Layout layout(StateDict dict, Dialect dialect) throws IOException {
    try {
      return layout(dict::shape, dialect);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Refuses a network that its configuration calls otherwise: some have the same parameters and
   * compute something else, as TensorFlow's EfficientNets.
   *
   * @param name what {@code config.json} calls it
   */
  public void requireNamed(String name) throws IOException {
    if (dialects.stream().noneMatch(dialect -> name.matches(dialect.architecture()))) {
      throw new IOException(
          "the config.json beside it says that it is " + name + ", which is not known as " + id);
    }
  }

  private static Architecture held(Layout layout, Architecture complete, StateDict dict) {
    Architecture body = complete.cut(List.of(layout.body()));
    Set<String> head = layout.modules().names(complete);
    head.removeAll(layout.modules().names(body));
    return head.stream().noneMatch(dict.names()::contains) ? body : complete;
  }

  /** The names where there are as many as logits. */
  private static List<String> labels(Architecture architecture, List<String> names) {
    return architecture.classes().equals(Optional.of(names.size())) ? names : List.of();
  }
}
