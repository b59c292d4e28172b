package phosphene.network.read.keras;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A group of an HDF5 file. Links to other places are not followed.
 *
 * @param path names from the root, with slashes; empty for the root
 * @param bytes the size of the file
 */
public record Hdf5Group(Group group, String path, long bytes) {
  // Keras cuts a list of names that is longer than an attribute may be into several.
  private static final int MOST_PARTS = 10_000;

  /** The names of what it holds, in the file's order. */
  public List<String> names() throws IOException {
    return Hdf5.guarded(() -> List.copyOf(group.getChildren().keySet()));
  }

  /** The group of that name or path; empty if there is none. */
  public Optional<Hdf5Group> group(String name) throws IOException {
    return child(name)
        .filter(Group.class::isInstance)
        .map(node -> new Hdf5Group((Group) node, below(name), bytes));
  }

  /** The array of that name or path; empty if there is none. */
  public Optional<Hdf5Array> array(String name) throws IOException {
    return child(name)
        .filter(Dataset.class::isInstance)
        .map(node -> new Hdf5Array((Dataset) node, below(name), bytes));
  }

  /** A text; empty if there is none of that name. */
  public Optional<String> text(String attribute) throws IOException {
    List<String> texts = attribute(attribute);
    return texts.size() == 1 ? Optional.of(texts.get(0)) : Optional.empty();
  }

  /** A list of texts, which may lie in parts: name0, name1 and so on; empty if there is none. */
  public List<String> texts(String attribute) throws IOException {
    List<String> whole = attribute(attribute);
    if (!whole.isEmpty()) {
      return whole;
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < MOST_PARTS; i++) {
      List<String> part = attribute(attribute + i);
      if (part.isEmpty()) {
        break;
      }
      texts.addAll(part);
    }
    return texts;
  }

  private List<String> attribute(String name) throws IOException {
    return Hdf5.guarded(
        () -> {
          Attribute attribute = group.getAttribute(name);
          if (attribute == null || attribute.isEmpty()) {
            return List.of();
          }
          if (attribute.getSizeInBytes() > bytes) {
            throw new IOException("damaged HDF5 file: attribute " + name + " is larger than it");
          }
          return strings(attribute.getData());
        });
  }

  private static List<String> strings(Object data) {
    if (!data.getClass().isArray()) {
      return List.of(String.valueOf(data));
    }
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < Array.getLength(data); i++) {
      strings.add(String.valueOf(Array.get(data, i)));
    }
    return strings;
  }

  private Optional<Node> child(String name) throws IOException {
    Optional<Node> found = Optional.of(group);
    for (String part : name.split("/", -1)) {
      found = found.isEmpty() ? found : inside(found.get(), part);
    }
    return found;
  }

  private static Optional<Node> inside(Node holder, String name) throws IOException {
    return Hdf5.guarded(
        () ->
            holder instanceof Group group
                ? Optional.ofNullable(group.getChildren().get(name)).filter(node -> !node.isLink())
                : Optional.empty());
  }

  private String below(String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }
}
