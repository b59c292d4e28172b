package phosphene.network.read.keras;

import com.fasterxml.jackson.databind.node.NullNode;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small Keras models in the three forms of file that Keras has written. */
final class KerasModels {
  /** A form of file. */
  enum Form {
    /** Keras 2, HDF5. */
    SECOND,
    /** Keras 3, HDF5. */
    THIRD,
    /** Keras 3, .keras. */
    ARCHIVE
  }

  /**
   * A layer with its arrays.
   *
   * @param config its arguments, JSON without braces
   * @param calls what each application reads: names of layers, with {@code @1} for their second
   *     application, {@code =3.0} for a number; none of an input
   * @param inner its layers if it is a model, the last of which is its output
   */
  record Part(
      String type,
      String name,
      String config,
      List<List<String>> calls,
      Map<String, int[]> arrays,
      List<Part> inner) {
    Part with(String role, int... shape) {
      Map<String, int[]> more = new LinkedHashMap<>(arrays);
      more.put(role, shape);
      return new Part(type, name, config, calls, more, inner);
    }

    Part again(String... inputs) {
      List<List<String>> more = new ArrayList<>(calls);
      more.add(List.of(inputs));
      return new Part(type, name, config, more, arrays, inner);
    }

    Part of(Part... layers) {
      return new Part(type, name, config, calls, arrays, List.of(layers));
    }
  }

  private KerasModels() {}

  static Part input(Integer... shape) {
    return input("image", shape);
  }

  static Part input(String name, Integer... shape) {
    String extents = Arrays.stream(shape).map(String::valueOf).collect(Collectors.joining(", "));
    String config =
        String.format("'batch_input_shape': [null, %s], 'batch_shape': [null, %1$s]", extents);
    return new Part("InputLayer", name, config, List.of(), Map.of(), List.of());
  }

  /** A layer, applied once. */
  static Part part(String type, String name, String config, String... inputs) {
    return new Part(type, name, config, List.of(List.of(inputs)), Map.of(), List.of());
  }

  /** Writes a model whose last layer is its output; quotes may be single. */
  static Path write(Path folder, Form form, List<Part> parts) throws IOException {
    String model = model(form, "model", parts);
    Path file = folder.resolve(form == Form.ARCHIVE ? "model.keras" : "model.h5");
    if (form != Form.ARCHIVE) {
      named(file, form == Form.SECOND ? "2.11.0" : "3.6.0", model, parts);
      return file;
    }
    Path weights = folder.resolve("model.weights.h5");
    try (WritableHdfFile hdf = HdfFile.write(weights)) {
      numbered(hdf, parts);
    }
    archive(file, model, Files.readAllBytes(weights));
    return file;
  }

  static void archive(Path file, String configuration, byte[] weights) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(
          zip, "metadata.json", "{\"keras_version\": \"3.6.0\"}".getBytes(StandardCharsets.UTF_8));
      entry(zip, "config.json", configuration.getBytes(StandardCharsets.UTF_8));
      entry(zip, "model.weights.h5", weights);
    }
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
  }

  /** The configuration of a model. */
  static String model(Form form, String name, List<Part> parts) {
    String layers = parts.stream().map(part -> layer(form, part)).collect(Collectors.joining(","));
    String last = parts.get(parts.size() - 1).name();
    return String.format(
            "{'class_name': 'Functional', 'registered_name': null, 'config': {'name': '%s',"
                + " 'layers': [%s], 'input_layers': [['%s', 0, 0]], 'output_layers': [['%s', 0,"
                + " 0]]}}",
            name, layers, parts.get(0).name(), last)
        .replace('\'', '"');
  }

  private static String layer(Form form, Part part) {
    String calls =
        part.calls().stream()
            .map(call -> call(form, call))
            .collect(Collectors.joining(", ", "[", "]"));
    if (!part.inner().isEmpty()) {
      return model(form, part.name(), part.inner())
          .replaceFirst("\\}$", ", 'inbound_nodes': " + calls + "}");
    }
    String config = part.config().isEmpty() ? "" : ", " + part.config();
    return String.format(
        "{'class_name': '%s', 'name': '%s', 'inbound_nodes': %s, 'config': {'name': '%2$s'%s}}",
        part.type(), part.name(), calls, config);
  }

  private static String call(Form form, List<String> inputs) {
    List<String> tensors =
        inputs.stream()
            .filter(input -> !input.startsWith("="))
            .map(input -> tensor(form, (input + "@0").split("@", -1), numbers(inputs)))
            .toList();
    String list = String.join(", ", tensors);
    if (form == Form.SECOND) {
      return "[" + list + "]";
    }
    String number = numbers(inputs).map(value -> ", " + value).orElse("");
    return "{'args': ["
        + (tensors.size() > 1 ? "[" + list + "]" : list + number)
        + "], 'kwargs': {}}";
  }

  /** The number that an operator combines its tensor with, written {@code =3.0}. */
  private static Optional<String> numbers(List<String> inputs) {
    return inputs.stream()
        .filter(input -> input.startsWith("="))
        .map(input -> input.substring(1))
        .findFirst();
  }

  private static String tensor(Form form, String[] parts, Optional<String> number) {
    String ref = String.format("'%s', %s, 0", parts[0], parts[1]);
    return form == Form.SECOND
        ? "[" + ref + ", {" + number.map(value -> "'y': " + value).orElse("") + "}]"
        : "{'class_name': '__keras_tensor__', 'config': {'keras_history': [" + ref + "]}}";
  }

  /** Arrays in groups of {@code model_weights}. */
  static void named(Path file, String version, String model, List<Part> parts) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putAttribute("model_config", model);
      hdf.putAttribute("keras_version", version);
      WritableGroup weights = hdf.putGroup("model_weights");
      weights.putAttribute("keras_version", version);
      for (Part part : parts) {
        List<Part> leaves = leaves(part).stream().filter(leaf -> !leaf.arrays().isEmpty()).toList();
        if (leaves.isEmpty()) {
          continue; // jhdf writes groups without children wrong
        }
        WritableGroup group = weights.putGroup(part.name());
        List<String> names = new ArrayList<>();
        for (Part leaf : leaves) {
          WritableGroup inner = group.putGroup(leaf.name());
          leaf.arrays()
              .forEach(
                  (role, shape) -> {
                    String array = version.startsWith("3") ? role : role + ":0";
                    names.add(leaf.name() + "/" + array);
                    inner.putDataset(array, nested(role, leaf.name(), shape));
                  });
        }
        group.putAttribute("weight_names", names.toArray(String[]::new));
      }
    }
  }

  private static List<Part> leaves(Part part) {
    return part.inner().isEmpty()
        ? List.of(part)
        : part.inner().stream().flatMap(inner -> leaves(inner).stream()).toList();
  }

  /** Arrays in groups of classes, counted. */
  private static void numbered(WritableGroup model, List<Part> parts) {
    WritableGroup layers = model.putGroup("layers");
    Map<String, Integer> counts = new HashMap<>();
    for (Part part : parts) {
      String type =
          new KerasLayer(
                  part.inner().isEmpty() ? part.type() : "Functional",
                  part.name(),
                  NullNode.getInstance(),
                  List.of(),
                  Optional.empty(),
                  0)
              .storedType();
      int count = counts.merge(type, 1, Integer::sum) - 1;
      if (leaves(part).stream().allMatch(leaf -> leaf.arrays().isEmpty())) {
        continue;
      }
      WritableGroup group = layers.putGroup(count == 0 ? type : type + "_" + count);
      if (!part.inner().isEmpty()) {
        numbered(group, part.inner());
        continue;
      }
      WritableGroup vars = group.putGroup("vars");
      int number = 0;
      for (Map.Entry<String, int[]> array : part.arrays().entrySet()) {
        vars.putDataset(
            String.valueOf(number++), nested(array.getKey(), part.name(), array.getValue()));
      }
    }
  }

  /**
   * The values of an array: a wave that its layer and role start; what is a variance is positive.
   */
  static float[] wave(String role, String layer, int size) {
    int start = 0;
    for (char letter : (layer + role).toCharArray()) {
      start += letter;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      double value = 0.5 * Math.sin(start + 0.7 * i);
      values[i] = (float) (role.contains("variance") ? 0.3 + Math.abs(value) : value);
    }
    return values;
  }

  private static Object nested(String role, String layer, int[] shape) {
    float[] values = wave(role, layer, Arrays.stream(shape).reduce(1, Math::multiplyExact));
    return shape.length == 0 ? values[0] : nested(values, shape, 0, 0);
  }

  private static Object nested(float[] values, int[] shape, int axis, int from) {
    Object array = Array.newInstance(float.class, Arrays.copyOfRange(shape, axis, shape.length));
    int stride = Arrays.stream(shape, axis + 1, shape.length).reduce(1, Math::multiplyExact);
    for (int i = 0; i < shape[axis]; i++) {
      if (axis == shape.length - 1) {
        Array.setFloat(array, i, values[from + i]);
      } else {
        Array.set(array, i, nested(values, shape, axis + 1, from + i * stride));
      }
    }
    return array;
  }
}
