package phosphene.network.zoo;

import java.util.List;

/** Names of classes in the order of the logits. */
public final class Labels {
  private Labels() {}

  /** The 1,000 classes of ImageNet's 2012 challenge, such as {@code tench}. */
  public static List<String> imagenet() {
    return named("imagenet.txt");
  }

  /** The list in a resource whose lines are an identifier and a name. */
  static List<String> named(String resource) {
    return Resources.text(resource)
        .lines()
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }
}
