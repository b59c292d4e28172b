package phosphene.network.read.keras;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Arrays as HDF5 models name them: a group for each layer of the outermost model, whose attribute
 * {@code weight_names} lists paths that end with the layer and what the array is, such as {@code
 * conv/kernel:0} (Keras 2) or {@code model/conv/kernel} (Keras 3). Of layers of inner models with
 * one name the path also names the model.
 */
record NamedArrays(Hdf5Group weights) implements KerasArrays {
  @Override
  public LayerArrays of(List<KerasLayer> place) throws IOException {
    Optional<Hdf5Group> group = weights.group(place.get(0).name());
    if (group.isEmpty()) {
      return new LayerArrays(List.of(), List.of());
    }
    List<String> paths = group.get().texts("weight_names");
    String inside = "";
    for (int i = place.size() - 1; i > 0; i--) {
      inside = "/" + place.get(i).name() + inside;
      String end = inside;
      List<String> fewer = paths.stream().filter(path -> isOf(path, end)).toList();
      paths = fewer.isEmpty() && i < place.size() - 1 ? paths : fewer;
    }
    List<Hdf5Array> arrays = new ArrayList<>();
    for (String path : paths) {
      arrays.add(
          group
              .get()
              .array(path)
              .orElseThrow(() -> new IOException("array " + path + " is missing")));
    }
    return new LayerArrays(arrays, paths.stream().map(NamedArrays::role).toList());
  }

  /** True if the path without its last part ends with {@code /layer}. */
  private static boolean isOf(String path, String end) {
    return ("/" + path.substring(0, Math.max(0, path.lastIndexOf('/')))).endsWith(end);
  }

  /** Of {@code conv_1/kernel_1:0} it is {@code kernel}. */
  private static String role(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replaceFirst("(_\\d+)?(:0)?$", "");
  }
}
