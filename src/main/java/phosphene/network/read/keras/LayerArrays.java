package phosphene.network.read.keras;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The arrays of one layer in the order in which Keras made them.
 *
 * @param names what each is ({@code kernel}); empty if the file numbers them
 */
record LayerArrays(List<Hdf5Array> arrays, List<String> names) {
  LayerArrays {
    arrays = List.copyOf(arrays);
    names = List.copyOf(names);
  }

  /**
   * The arrays by what they are.
   *
   * @param roles what the layer must have, in the order in which Keras makes them
   */
  Map<String, Hdf5Array> as(List<String> roles) throws IOException {
    Map<String, Hdf5Array> byRole = new LinkedHashMap<>();
    boolean only = arrays.size() == 1 && roles.size() == 1; // however it is called
    if (names.isEmpty() || only) {
      if (arrays.size() != roles.size()) {
        throw new IOException("has " + arrays.size() + " arrays, expected " + roles);
      }
      for (int i = 0; i < roles.size(); i++) {
        byRole.put(roles.get(i), arrays.get(i));
      }
      return byRole;
    }
    Map<String, Hdf5Array> found = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (found.put(names.get(i), arrays.get(i)) != null) {
        throw new IOException("has several arrays " + names.get(i));
      }
    }
    if (!found.keySet().equals(new TreeSet<>(roles))) {
      throw new IOException("has arrays " + new TreeSet<>(names) + ", expected " + roles);
    }
    return found;
  }
}
