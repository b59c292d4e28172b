package phosphene.network.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static phosphene.network.PlainForward.named;
import static phosphene.network.activation.Elementary.NONE;
import static phosphene.network.activation.Elementary.RELU;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import phosphene.network.Architecture;
import phosphene.network.AveragePool;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Digest;
import phosphene.network.Identity;
import phosphene.network.Layer;
import phosphene.network.LocalResponseNorm;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.PlainForward;
import phosphene.network.PlainForward.Tensor;
import phosphene.network.Preprocessing;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Window;
import phosphene.network.activation.Activation;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;

/** Whole models: what is imported computes what Deeplearning4j computes. */
class ModelImportTest {
  private static final org.nd4j.linalg.activations.Activation IDENTITY =
      org.nd4j.linalg.activations.Activation.IDENTITY;
  private static final org.nd4j.linalg.activations.Activation RECTIFIER =
      org.nd4j.linalg.activations.Activation.RELU;
  private static final org.nd4j.linalg.activations.Activation PROBABILITIES =
      org.nd4j.linalg.activations.Activation.SOFTMAX;

  @TempDir Path folder;

  @Test
  void aMultiLayerNetworkBecomesAChain() throws IOException {
    MultiLayerNetwork model =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .activation(RECTIFIER)
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3)
                        .name("conv")
                        .nOut(4)
                        .convolutionMode(ConvolutionMode.Same)
                        .build())
                .layer(pool(PoolingType.MAX, 2, 2, 0))
                .layer(new BatchNormalization.Builder().name("norm").build())
                .layer(
                    new ConvolutionLayer.Builder(3, 3)
                        .name("second")
                        .nOut(5)
                        .stride(2, 1)
                        .padding(1, 0)
                        .hasBias(false)
                        .activation(IDENTITY)
                        .build())
                .layer(new ActivationLayer.Builder().name("relu").activation(RECTIFIER).build())
                .layer(new DropoutLayer.Builder(0.5).name("drop").build())
                .layer(new DenseLayer.Builder().name("dense").nOut(6).build())
                .layer(
                    new OutputLayer.Builder().name("out").nOut(3).activation(PROBABILITIES).build())
                .setInputType(InputType.convolutional(16, 16, 3))
                .build());
    model.init();
    vary(model.params());
    Path file = folder.resolve("Tiny.zip");
    model.save(file.toFile());

    Network network = Networks.importModel(file);

    assertThat(network.architecture())
        .isEqualTo(
            new Architecture(
                "tiny",
                new Shape(3, 16, 16),
                Preprocessing.unit(),
                List.of(
                    node(
                        "conv",
                        new Convolution(4, Window.of(3, 1, 0).rounded(Window.Rounding.SAME)),
                        RELU,
                        "input"),
                    node("layer1", new MaxPool(Window.of(2, 2, 0)), NONE, "conv"),
                    node("norm", new Scale(), NONE, "layer1"),
                    node(
                        "second",
                        new Convolution(5, new Window(3, 3, 2, 1, 1, 0, Window.Rounding.FLOOR)),
                        NONE,
                        "norm"),
                    node("relu", new Identity(), RELU, "second"),
                    node("dense", new Dense(6), RELU, "relu"),
                    node("out", new Dense(3), NONE, "dense"),
                    node("out_softmax", new Softmax(), NONE, "out"))));
    assertThat(network.sha256()).isEqualTo(Digest.SHA256.of(file));
    INDArray input = Nd4j.create(new float[3 * 16 * 16], 1, 3, 16, 16);
    vary(input);
    List<INDArray> expected = model.feedForward(input, false);
    var outputs = new PlainForward(network).run(tensor(input));
    assertEqual(outputs, "conv", expected.get(1));
    assertEqual(outputs, "norm", expected.get(3));
    assertEqual(outputs, "relu", expected.get(5));
    assertEqual(outputs, "dense", expected.get(7));
    assertEqual(outputs, "out_softmax", expected.get(8));
  }

  @Test
  void aComputationGraphBecomesAGraph() throws IOException {
    ComputationGraph model =
        new ComputationGraph(
            graph()
                .addInputs("image")
                .addLayer("pad", new ZeroPaddingLayer.Builder(1, 2, 0, 1).build(), "image")
                .addLayer("stem", conv(3, 6, RECTIFIER), "pad")
                .addLayer(
                    "lrn",
                    new LocalResponseNormalization.Builder()
                        .n(3)
                        .alpha(0.2)
                        .beta(0.75)
                        .k(1.5)
                        .build(),
                    "stem")
                .addLayer("left", conv(1, 4, RECTIFIER), "lrn")
                .addLayer("right", conv(1, 4, IDENTITY), "lrn")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "left", "right")
                .addVertex("both", new MergeVertex(), "sum", "left", "lrn")
                .addLayer("average", pool(PoolingType.AVG, 3, 2, 1), "both")
                .addLayer("global", new GlobalPoolingLayer(PoolingType.AVG), "average")
                .addLayer(
                    "logits",
                    new DenseLayer.Builder().nOut(3).activation(IDENTITY).build(),
                    "global")
                .addLayer(
                    "prob",
                    new ActivationLayer.Builder().activation(PROBABILITIES).build(),
                    "logits")
                .setOutputs("prob")
                .setInputTypes(InputType.convolutional(12, 10, 3))
                .build());
    model.init();
    vary(model.params());
    Path file = folder.resolve("graph.zip");
    model.save(file.toFile());

    Network network = Networks.importModel(file);

    assertThat(network.architecture().input()).isEqualTo(new Shape(3, 224, 224));
    assertThat(network.architecture().logits()).contains("logits");
    assertThat(network.architecture().node("lrn"))
        .contains(node("lrn", new LocalResponseNorm(3, 0.2 * 3, 0.75, 1.5), NONE, "stem"));
    assertThat(network.architecture().node("average"))
        .contains(
            node(
                "average",
                new AveragePool(Window.of(3, 2, 1), AveragePool.Divisor.VALID),
                NONE,
                "both"));
    INDArray input = Nd4j.create(new float[3 * 12 * 10], 1, 3, 12, 10);
    vary(input);
    var expected = model.feedForward(input, false);
    var outputs = new PlainForward(network).run(tensor(input));
    // Deeplearning4j's softmax overwrites the logits, so those are not compared.
    for (String layer : List.of("pad", "stem", "lrn", "sum", "both", "average", "global", "prob")) {
      assertEqual(outputs, layer, named(expected, layer));
    }
  }

  @Test
  void layersThatAreNotSupportedAreRefusedByName() throws IOException {
    ComputationGraph separable =
        graph(
            graph()
                .addInputs("image")
                .addLayer(
                    "depth", new SeparableConvolution2D.Builder(3, 3).nOut(2).build(), "image")
                .setOutputs("depth"));
    ComputationGraph subset =
        graph(
            graph()
                .addInputs("image")
                .addLayer("conv", conv(1, 4, IDENTITY), "image")
                .addVertex("part", new SubsetVertex(0, 1), "conv")
                .setOutputs("part"));
    ComputationGraph dilated =
        graph(
            graph()
                .addInputs("image")
                .addLayer(
                    "conv",
                    new ConvolutionLayer.Builder(3, 3).dilation(2, 2).nOut(2).build(),
                    "image")
                .setOutputs("conv"));
    ComputationGraph tanh =
        graph(
            graph()
                .addInputs("image")
                .addLayer("conv", conv(1, 4, org.nd4j.linalg.activations.Activation.TANH), "image")
                .setOutputs("conv"));
    String supported =
        ", which is not supported (supported: ConvolutionLayer, SubsamplingLayer MAX and AVG,"
            + " BatchNormalization, DenseLayer, OutputLayer, GlobalPoolingLayer AVG,"
            + " ActivationLayer, DropoutLayer, LossLayer, ZeroPaddingLayer,"
            + " LocalResponseNormalization, MergeVertex, ElementWiseVertex Add,"
            + " PreprocessorVertex)";

    refused(separable, "layer depth is a SeparableConvolution2D" + supported);
    refused(subset, "layer part is a SubsetVertex" + supported);
    refused(dilated, "layer conv has dilation [2, 2] (1 is supported)");
    refused(tanh, "layer conv has activation tanh (supported: identity, relu, softmax)");
  }

  @Test
  void filesThatAreNoModelsAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("x.zip"), "nothing");
    Path npz = WeightFiles.npz(folder.resolve("x.npz"), Networks.random("squeezenet1.1", 1));
    Path weights = WeightFiles.hdf5(folder.resolve("x.h5"), Map.of("a/kernel:0", new float[1]));

    refused(
        text,
        "it is neither an ONNX model (.onnx), nor one of Keras (.h5, .keras), nor one of Deeplearning4j (.zip)");
    refused(npz, "it is no model of Deeplearning4j: configuration.json is missing");
    refused(
        weights,
        "it holds weights only (name the network, and this file with weights:; or save the whole"
            + " model: model.save(\"model.keras\"))");
    refused(folder.resolve("gone.h5"), "no such file");
  }

  @Test
  void aTruncatedModelIsRefused() throws IOException {
    ComputationGraph model =
        graph(
            graph()
                .addInputs("image")
                .addLayer("conv", conv(3, 4, IDENTITY), "image")
                .setOutputs("conv"));
    Path file = folder.resolve("x.zip");
    model.save(file.toFile());
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {10, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Networks.importModel(file))
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith("Cannot import " + file + ": ");
    }
  }

  @Test
  void aModelOfOneChannelSeesGrey() throws IOException {
    ComputationGraph grey = new ComputationGraph(image().setInputTypes(of(1)).build());
    grey.init();
    Path file = folder.resolve("grey.zip");
    grey.save(file.toFile());

    assertThat(Networks.importModel(file).architecture().preprocessing())
        .isEqualTo(Preprocessing.grey());
  }

  @Test
  void whatIsOfAnotherShapeOrNoNumberIsRefusedByItsLayer() throws IOException {
    ComputationGraph alpha = new ComputationGraph(image().setInputTypes(of(4)).build());
    ComputationGraph notANumber = new ComputationGraph(image().setInputTypes(of(3)).build());
    for (ComputationGraph each : List.of(alpha, notANumber)) {
      each.init();
    }
    notANumber.params().putScalar(0, Float.NaN);
    ComputationGraph even =
        graph(
            graph()
                .addInputs("image")
                .addLayer("conv", conv(3, 4, IDENTITY), "image")
                .addLayer("lrn", new LocalResponseNormalization.Builder().n(4).build(), "conv")
                .setOutputs("lrn"));

    refused(
        alpha,
        "layer conv reads an image of 4 channels (1 is supported, grey, and 3: red, green and"
            + " blue)");
    refused(notANumber, "layer conv holds NaN");
    refused(even, "layer lrn: Invalid size: 4 (must be odd)");
  }

  private static GraphBuilder image() {
    return graph()
        .addInputs("image")
        .addLayer("conv", conv(3, 4, IDENTITY), "image")
        .setOutputs("conv");
  }

  private static InputType of(int channels) {
    return InputType.convolutional(12, 12, channels);
  }

  private void refused(ComputationGraph model, String reason) throws IOException {
    Path file = folder.resolve("refused.zip");
    model.save(file.toFile());
    refused(file, reason);
  }

  private static void refused(Path file, String reason) {
    assertThatThrownBy(() -> Networks.importModel(file))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot import " + file + ": " + reason);
  }

  private static GraphBuilder graph() {
    return new NeuralNetConfiguration.Builder().seed(5).graphBuilder();
  }

  private static ComputationGraph graph(GraphBuilder builder) {
    ComputationGraph graph =
        new ComputationGraph(builder.setInputTypes(InputType.convolutional(12, 12, 3)).build());
    graph.init();
    return graph;
  }

  private static ConvolutionLayer conv(
      int size, int filters, org.nd4j.linalg.activations.Activation activation) {
    return new ConvolutionLayer.Builder(size, size).nOut(filters).activation(activation).build();
  }

  private static SubsamplingLayer pool(PoolingType type, int size, int stride, int pad) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(size, size)
        .stride(stride, stride)
        .padding(pad, pad)
        .build();
  }

  private static Node node(String name, Layer layer, Activation activation, String... inputs) {
    return new Node(name, layer, Arrays.asList(inputs), activation);
  }

  /** Fills an array with values in 0.1 to 1, variances and means of batch normalization too. */
  private static void vary(INDArray array) {
    SplittableRandom random = new SplittableRandom(array.length());
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, 0.1 + 0.9 * random.nextDouble() * (i % 3 == 0 ? -1 : 1));
    }
  }

  private static Tensor tensor(INDArray nchw) {
    return new Tensor(
        new Shape((int) nchw.size(1), (int) nchw.size(2), (int) nchw.size(3)),
        nchw.castTo(DataType.DOUBLE).dup('c').data().asDouble());
  }

  private static void assertEqual(Map<String, Tensor> outputs, String layer, INDArray expected) {
    double[] values = expected.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    double scale = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    assertThat(named(outputs, layer).values())
        .as(layer)
        .containsExactly(values, within(1e-5 * scale));
  }
}
