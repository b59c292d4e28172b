package phosphene.network.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.network.PlainForward.named;
import static phosphene.network.activation.Elementary.NONE;
import static phosphene.network.activation.Elementary.RELU;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Models;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.ImportedNetwork;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.PlainForward;
import phosphene.network.PlainForward.Tensor;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Window;
import phosphene.network.zoo.Networks;

/**
 * Whole Keras 2 models: the layers and weights that the file holds, and those of another reader.
 */
class KerasImportTest {
  private static final String CONV =
      """
      {"class_name": "Conv2D", "name": "conv", INBOUND "config": {"name": "conv", "trainable": true,
       BATCH "dtype": "float32", "filters": 4, "kernel_size": [3, 3], "strides": [1, 1],
       "padding": "same", "data_format": "channels_last", "dilation_rate": [1, 1],
       "activation": "relu", "use_bias": true, "kernel_initializer": {"class_name": "Zeros", "config": {}},
       "bias_initializer": {"class_name": "Zeros", "config": {}},
       "kernel_regularizer": null, "bias_regularizer": null,
       "activity_regularizer": null, "kernel_constraint": null, "bias_constraint": null}}""";
  private static final String POOL =
      """
      {"class_name": "MaxPooling2D", "name": "pool", INBOUND "config": {"name": "pool",
       "trainable": true, "pool_size": [2, 2], "padding": "valid", "strides": [2, 2],
       "data_format": "channels_last"}}""";
  private static final String FLATTEN =
      """
      {"class_name": "Flatten", "name": "flatten", INBOUND "config": {"name": "flatten",
       "trainable": true, "data_format": "channels_last"}}""";
  private static final String DENSE =
      """
      {"class_name": "Dense", "name": "dense", INBOUND "config": {"name": "dense",
       "trainable": true, "units": 5, "activation": "softmax", "use_bias": true,
       "kernel_initializer": {"class_name": "Zeros", "config": {}},
       "bias_initializer": {"class_name": "Zeros", "config": {}},
       "kernel_regularizer": null,
       "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": null,
       "bias_constraint": null}}""";

  @TempDir Path folder;

  @Test
  void aSequentialModelIsImportedWithItsInputAndDenseOrder() throws IOException {
    String layers =
        String.join(
            ",",
            plain(CONV, "\"batch_input_shape\": [null, 6, 8, 3],"),
            plain(POOL, ""),
            plain(FLATTEN, ""),
            plain(DENSE, ""));
    Path file =
        write(
            "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"s\", \"layers\": ["
                + layers
                + "]}}");

    assertImported(file);
  }

  @Test
  void aFunctionalModelIsImportedWithItsInputAndDenseOrder() throws IOException {
    String input =
        """
        {"class_name": "InputLayer", "name": "image", "inbound_nodes": [],
         "config": {"batch_input_shape": [null, 6, 8, 3], "dtype": "float32", "sparse": false,
         "name": "image"}}""";
    String layers =
        String.join(
            ",",
            input,
            after("image", CONV),
            after("conv", POOL),
            after("pool", FLATTEN),
            after("flatten", DENSE));
    Path file =
        write(
            "{\"class_name\": \"Functional\", \"config\": {\"name\": \"f\", \"layers\": ["
                + layers
                + "], \"input_layers\": [[\"image\", 0, 0]],"
                + " \"output_layers\": [[\"dense\", 0, 0]]}}");

    assertImported(file);
  }

  /** The oracle: another reader of the same files, run by the same plain loops. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "add3",
        "any_size",
        "avgpool_same",
        "bn_axis_int",
        "bn_noscale",
        "concat",
        "fun",
        "seq"
      })
  void deeplearning4jMakesTheSameOfWhatItKnows(String model) throws Exception {
    Path file = Models.file("keras/" + model + ".k2.h5");
    Network network = Networks.importModel(file);
    Dl4jImport imported = new Dl4jImport(file);
    if (Set.of("avgpool_same", "bn_noscale", "seq").contains(model)) {
      imported.read(KerasModelImport.importKerasSequentialModelAndWeights(file.toString(), false));
    } else {
      imported.read(KerasModelImport.importKerasModelAndWeights(file.toString(), false));
    }
    Shape input = network.architecture().input();
    ImportedNetwork peer = imported.parts("peer", Optional.of(input));

    assertThat(probabilities(network))
        .containsExactly(
            probabilities(new Network(peer.architecture(), peer.weights(), "", List.of())),
            within(1e-6));
  }

  private static double[] probabilities(Network network) {
    Tensor image = new Tensor(network.architecture().input());
    for (int i = 0; i < image.values().length; i++) {
      image.values()[i] = Math.sin(i);
    }
    List<Node> nodes = network.architecture().nodes();
    String last = nodes.get(nodes.size() - 1).name();
    return named(new PlainForward(network).run(image), last).values();
  }

  private static void assertImported(Path file) throws IOException {
    Network network = Networks.importModel(file);

    assertThat(network.architecture())
        .isEqualTo(
            new Architecture(
                "model",
                new Shape(3, 6, 8),
                Preprocessing.unit(),
                List.of(
                    new Node(
                        "conv",
                        new Convolution(4, Window.of(3, 1, 0).rounded(Window.Rounding.SAME)),
                        List.of("input"),
                        RELU),
                    new Node("pool", new MaxPool(Window.of(2, 2, 0)), List.of("conv"), NONE),
                    new Node("dense", new Dense(5), List.of("pool"), NONE),
                    new Node("dense_softmax", new Softmax(), List.of("dense"), NONE))));
    try (KerasWeights weights = KerasWeights.open(file)) {
      Map<String, List<Integer>> kernels = network.architecture().kernels();
      assertThat(named(network.weights(), "conv"))
          .usingRecursiveComparison()
          .isEqualTo(weights.weights("conv", named(kernels, "conv"), new Shape(3, 6, 8)));
      assertThat(named(network.weights(), "dense"))
          .usingRecursiveComparison()
          .isEqualTo(weights.weights("dense", named(kernels, "dense"), new Shape(4, 3, 4)));
    }
  }

  private static String plain(String layer, String batch) {
    return layer.replace("INBOUND", "").replace("BATCH", batch);
  }

  private static String after(String input, String layer) {
    return layer
        .replace("INBOUND", "\"inbound_nodes\": [[[\"" + input + "\", 0, 0, {}]]],")
        .replace("BATCH", "");
  }

  private Path write(String config) {
    Path file = folder.resolve("model.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putAttribute("model_config", config);
      hdf.putAttribute("keras_version", "2.4.0");
      hdf.putAttribute("backend", "tensorflow");
      WritableGroup weights = hdf.putGroup("model_weights");
      weights.putAttribute("layer_names", new String[] {"conv", "pool", "flatten", "dense"});
      weights.putAttribute("keras_version", "2.4.0");
      weights.putAttribute("backend", "tensorflow");
      layer(weights, "conv", WeightFiles.heightFirst(values(4 * 3 * 9), List.of(4, 3, 3, 3)), 4);
      float[][] dense = new float[4 * 3 * 4][5];
      float[] flat = values(4 * 3 * 4 * 5);
      for (int i = 0; i < flat.length; i++) {
        dense[i / 5][i % 5] = flat[i];
      }
      layer(weights, "dense", dense, 5);
      for (String empty : List.of("pool", "flatten")) {
        weights.putGroup(empty).putAttribute("weight_names", "");
      }
    }
    return file;
  }

  private static void layer(WritableGroup weights, String name, Object kernel, int outputs) {
    WritableGroup layer = weights.putGroup(name);
    layer.putAttribute("weight_names", new String[] {name + "/kernel:0", name + "/bias:0"});
    WritableGroup inner = layer.putGroup(name);
    inner.putDataset("kernel:0", kernel);
    inner.putDataset("bias:0", values(outputs));
  }

  private static float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i * 0.25f;
    }
    return values;
  }
}
