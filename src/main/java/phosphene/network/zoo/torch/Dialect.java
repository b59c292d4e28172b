package phosphene.network.zoo.torch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import phosphene.network.read.torch.StateDict;

/**
 * The names that a library gives the parameters of a network, and what it does otherwise.
 *
 * @param modules by the path of a module torchvision's path of the same; empty for torchvision
 * @param epsilon of its batch normalizations
 * @param architecture what its configuration files call the network, a regular expression
 */
record Dialect(Map<String, String> modules, double epsilon, String architecture) {
  /** What only training uses: the second classifiers of Inception. */
  static final String UNUSED = "AuxLogits\\..*";

  /** What DataParallel, and wrappers around a model, put before every name. */
  private static final List<String> WRAPPERS = List.of("module.", "model.", "backbone.");

  Dialect {
    modules = Map.copyOf(modules);
  }

  static Dialect torchvision(String id, double epsilon) {
    return new Dialect(Map.of(), epsilon, id);
  }

  /** That of a library whose batch normalizations have PyTorch's own epsilon. */
  static Dialect of(String architecture, Map<String, String> modules) {
    return new Dialect(modules, 1e-5, architecture);
  }

  /** The parameters without what a wrapper put before all their names, and with today's names. */
  static StateDict plain(StateDict dict) throws IOException {
    StateDict plain = dict;
    for (String wrapper : WRAPPERS) {
      if (!plain.names().isEmpty()
          && plain.names().stream().allMatch(name -> name.startsWith(wrapper))) {
        plain = plain.renamed(name -> name.substring(wrapper.length()));
      }
    }
    // torchvision wrote norm.1 for norm1 in DenseNets until 0.2.
    return plain.renamed(
        name -> name.replaceFirst("(denselayer\\d+\\.(?:norm|conv))\\.([12])\\.", "$1$2."));
  }

  /** The dialect whose modules the file has; the first if none. */
  static Dialect spoken(List<Dialect> dialects, StateDict dict) {
    return dialects.stream()
        .filter(dialect -> dict.names().stream().map(Dialect::module).anyMatch(dialect::knows))
        .findFirst()
        .orElse(dialects.get(0));
  }

  private boolean knows(String module) {
    return modules.containsKey(module);
  }

  /** The parameters under torchvision's names. */
  StateDict translated(StateDict dict) throws IOException {
    return modules.isEmpty() ? dict : dict.renamed(this::translated);
  }

  private String translated(String name) {
    String module = module(name);
    String known = modules.get(module);
    if (known != null) {
      return known + name.substring(module.length());
    }
    return modules.getOrDefault(name, name);
  }

  private static String module(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }
}
