package phosphene.network.read.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import phosphene.network.Axis;
import phosphene.network.ImportedNetwork;
import phosphene.network.Shape;
import phosphene.network.read.graph.GraphBuilder;
import phosphene.spec.Normalization;

/** Whole models of Keras 2 and 3. Failures are reasons without the file's name. */
public final class KerasImport {
  private static final int USUAL = 224; // ImageNet's crop, where any size is taken
  private static final Set<Integer> CHANNELS = Set.of(1, 3);

  private KerasImport() {}

  /**
   * The model of an HDF5 file.
   *
   * @param name of the network
   * @param asked what the model's input takes; empty: 0..1, or what the layers that scale it imply
   */
  public static ImportedNetwork hdf5(Path path, String name, Optional<Normalization> asked)
      throws IOException {
    try (KerasFile file = KerasFile.hdf5(path)) {
      return read(file, path, name, asked);
    }
  }

  /** True of a ZIP archive that Keras wrote. */
  public static boolean isArchive(Path path) throws IOException {
    return new KerasArchive(path).holdsModel();
  }

  /**
   * The model of a .keras archive.
   *
   * @param name of the network
   * @param asked what the model's input takes; empty: 0..1, or what the layers that scale it imply
   */
  public static ImportedNetwork archive(Path path, String name, Optional<Normalization> asked)
      throws IOException {
    try (KerasFile file = KerasFile.archive(path)) {
      return read(file, path, name, asked);
    }
  }

  private static ImportedNetwork read(
      KerasFile file, Path path, String name, Optional<Normalization> asked) throws IOException {
    KerasModel model = KerasConfig.parse(file.configuration());
    int keras = file.keras();
    KerasLayer input = input(model);
    JsonNode shape = shape(input);
    List<List<Axis>> axes = axes(input, shape, file.configuration());
    GraphBuilder graph =
        new GraphBuilder(
            path,
            new Shape(
                extent(shape, axes, Axis.CHANNELS, 1),
                extent(shape, axes, Axis.ROWS, USUAL),
                extent(shape, axes, Axis.COLUMNS, USUAL)));
    RawInput raw = new RawInput(graph);
    List<View> outputs =
        new ModelReader(graph, file.arrays(), keras, raw)
            .read(model, List.of(), List.of(raw.view(axes)));
    // What lies before an output that cannot be run is no classifier.
    outputs.stream()
        .map(View::node)
        .filter(node -> graph.refusal(node).isPresent())
        .findFirst()
        .ifPresent(graph::classify);
    return graph.finish(name, raw.preprocessing(asked));
  }

  private static KerasLayer input(KerasModel model) throws IOException {
    if (model.inputs().size() != 1) {
      throw new IOException(
          "it has "
              + model.inputs().size()
              + " inputs (one is supported): layers "
              + String.join(", ", model.inputs().stream().map(TensorRef::layer).toList()));
    }
    String name = model.inputs().get(0).layer();
    return model.layers().stream()
        .filter(layer -> layer.name().equals(name) && layer.calls().isEmpty())
        .findFirst()
        .orElseThrow(() -> new IOException("its input " + name + " is not there"));
  }

  /** The extents of an input, the batch's first; null where any size is taken. */
  private static JsonNode shape(KerasLayer input) throws IOException {
    JsonNode batch = input.config().path("batch_input_shape");
    JsonNode shape = batch.isArray() ? batch : input.config().path("batch_shape");
    JsonNode dtype = input.config().path("dtype");
    String type = dtype.isObject() ? dtype.path("config").path("name").asText() : dtype.asText();
    if (!type.isEmpty() && !type.contains("float")) {
      throw refusal(input, "dtype " + type + " (must be of floating-point numbers)");
    }
    boolean sizes = true;
    for (int i = 1; i < shape.size(); i++) {
      sizes &= shape.path(i).isNull() || (shape.path(i).isInt() && shape.path(i).asInt() > 0);
    }
    if (shape.size() < 3 || shape.size() > 4 || !sizes) {
      throw refusal(input, shape);
    }
    return shape;
  }

  /** Which axis of the input is which; an input without channels is grey. */
  private static List<List<Axis>> axes(KerasLayer input, JsonNode shape, String configuration)
      throws IOException {
    if (shape.size() == 3) {
      return List.of(List.of(Axis.ROWS), List.of(Axis.COLUMNS));
    }
    boolean first = CHANNELS.contains(shape.path(1).asInt());
    boolean last = CHANNELS.contains(shape.path(3).asInt());
    if (!first && !last) {
      throw refusal(input, shape);
    }
    boolean leading = first && (!last || configuration.contains("\"channels_first\""));
    return leading ? View.FIRST : View.LAST;
  }

  /** The extent along an axis; {@code otherwise} where any is taken, or there is no such axis. */
  private static int extent(JsonNode shape, List<List<Axis>> axes, Axis axis, int otherwise) {
    int place = axes.indexOf(List.of(axis));
    return place < 0 ? otherwise : shape.path(place + 1).asInt(otherwise);
  }

  private static IOException refusal(KerasLayer input, JsonNode shape) {
    return refusal(
        input,
        (shape.isMissingNode() ? "no input shape" : "input shape " + shape)
            + " (must be [batch, rows, columns, 3]: red, green and blue; or [batch, rows, columns,"
            + " 1] or [batch, rows, columns]: grey; or with the channels first)");
  }

  private static IOException refusal(KerasLayer input, String what) {
    return new IOException("layer " + input.name() + " has " + what);
  }
}
