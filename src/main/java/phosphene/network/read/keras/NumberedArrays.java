package phosphene.network.read.keras;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Arrays as .keras archives and .weights.h5 number them: a model's group {@code layers} has a group
 * for each layer, named by its class ({@code conv2d}, {@code conv2d_1}), whose group {@code vars}
 * has arrays 0, 1 and so on.
 */
record NumberedArrays(Hdf5Group root) implements KerasArrays {
  // The second: as Keras 2.12 wrote archives.
  private static final List<String> HOLDERS = List.of("layers", "_layer_checkpoint_dependencies");

  @Override
  public LayerArrays of(List<KerasLayer> place) throws IOException {
    Optional<Hdf5Group> group = Optional.of(root);
    for (KerasLayer layer : place) {
      group = group.isEmpty() ? group : inside(group.get(), layer);
    }
    List<Hdf5Array> arrays = new ArrayList<>();
    Optional<Hdf5Group> vars = group.isEmpty() ? group : group.get().group("vars");
    if (vars.isPresent()) {
      for (int i = 0; i < vars.get().names().size(); i++) {
        int number = i;
        arrays.add(
            vars.get()
                .array(String.valueOf(i))
                .orElseThrow(() -> new IOException("array vars/" + number + " is missing")));
      }
    }
    return new LayerArrays(arrays, List.of());
  }

  private static Optional<Hdf5Group> inside(Hdf5Group model, KerasLayer layer) throws IOException {
    for (String holder : HOLDERS) {
      Optional<Hdf5Group> layers = model.group(holder);
      if (layers.isPresent()) {
        return find(layers.get(), layer);
      }
    }
    return Optional.empty();
  }

  /** By the name that later versions of Keras write beside, else by class and count, or by name. */
  private static Optional<Hdf5Group> find(Hdf5Group layers, KerasLayer layer) throws IOException {
    List<Hdf5Group> named = new ArrayList<>();
    for (String key : layers.names()) {
      Optional<Hdf5Group> group = layers.group(key);
      if (group.isPresent() && group.get().text("name").equals(Optional.of(layer.name()))) {
        named.add(group.get());
      }
    }
    if (named.size() == 1) {
      return Optional.of(named.get(0));
    }
    String counted = layer.storedType() + (layer.twins() == 0 ? "" : "_" + layer.twins());
    for (String key : List.of(counted, layer.name())) {
      Optional<Hdf5Group> group = layers.group(key);
      if (group.isPresent()) {
        return group.get().text("name").isPresent() ? Optional.empty() : group;
      }
    }
    return Optional.empty();
  }
}
