package phosphene.engine;

import static org.deeplearning4j.nn.conf.ConvolutionMode.Same;
import static org.deeplearning4j.nn.conf.ConvolutionMode.Truncate;
import static org.nd4j.linalg.activations.Activation.IDENTITY;
import static org.nd4j.linalg.activations.Activation.RELU;
import static org.nd4j.linalg.activations.Activation.SOFTMAX;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.junit.jupiter.params.provider.Arguments;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import phosphene.network.Shape;

/** Small networks of Deeplearning4j, of every kind of layer that the importer knows. */
final class Dl4jNetworks {
  private static final Shape OBLONG = new Shape(3, 9, 7);
  private static final Shape SQUARE = new Shape(3, 8, 8); // all that a dense layer is imported for

  private Dl4jNetworks() {}

  /** Those of which Deeplearning4j's own backpropagation is the derivative of what they infer. */
  public static Stream<Arguments> trained() {
    return Stream.of(
        behindMaps("convolution", conv(3, 1, 1, Truncate)),
        behindMaps("convolution of stride 2", conv(3, 2, 1, Truncate)),
        behindMaps("wide convolution of stride 2", conv(5, 2, 2, Truncate)),
        behindMaps("narrow convolution", narrow()),
        behindMaps("same convolution", conv(3, 1, 0, Same)),
        behindMaps("same convolution 2x2", conv(2, 1, 0, Same)),
        behindMaps("same convolution of stride 2", conv(3, 2, 0, Same)),
        behindMaps("max pool", pool(PoolingType.MAX, 2, 2, 0, Truncate)),
        behindMaps("overlapping max pool", pool(PoolingType.MAX, 3, 1, 1, Truncate)),
        behindMaps("same max pool", pool(PoolingType.MAX, 3, 2, 0, Same)),
        behindMaps("average pool", pool(PoolingType.AVG, 2, 2, 0, Truncate)),
        behindMaps("pool by another name", new Pooling2D.Builder(PoolingType.MAX).build()),
        behindMaps("padded average pool", pool(PoolingType.AVG, 3, 2, 1, Truncate)),
        behindMaps("same average pool", pool(PoolingType.AVG, 3, 2, 0, Same)),
        behindMaps("zero padding", new ZeroPaddingLayer.Builder(1, 2, 0, 3).build()),
        behindMaps("no padding", new ZeroPaddingLayer.Builder(0, 0, 0, 0).build()),
        behindMaps("relu", new ActivationLayer.Builder().activation(RELU).build()),
        behindMaps("identity", new ActivationLayer.Builder().activation(IDENTITY).build()),
        behindMaps("global average", new GlobalPoolingLayer(PoolingType.AVG)),
        classifier("dense", dense(7, RELU)),
        classifier("dense softmax", dense(7, SOFTMAX)),
        classifier(
            "softmax",
            dense(6, IDENTITY),
            new ActivationLayer.Builder().activation(SOFTMAX).build()),
        Arguments.of("graph", graph(conv(1, 1, 0, Truncate))));
  }

  /** The others. */
  public static Stream<Arguments> onlyInferred() {
    Layer frozen = new FrozenLayer.Builder().layer(conv(3, 2, 1, Truncate)).build();
    return Stream.of(
        behindMaps("local response", norm(5, 0.75)),
        behindMaps("local response of another power", norm(3, 0.5)),
        Arguments.of("graph with a norm", graph(norm(5, 0.75))),
        behindMaps("batch normalization", new BatchNormalization.Builder().build()),
        behindMaps(
            "batch normalization by variance",
            new BatchNormalization.Builder().useLogStd(false).eps(1e-3).build()),
        behindMaps(
            "batch normalization, locked", new BatchNormalization.Builder(1.5, 0.3, true).build()),
        classifier(
            "batch normalization of a vector",
            dense(7, RELU),
            new BatchNormalization.Builder().build(),
            dense(3, IDENTITY)),
        classifier("dropout", new DropoutLayer.Builder(0.5).build(), dense(3, IDENTITY)),
        behindMaps("frozen", frozen));
  }

  /** Those that end with a cross entropy. */
  public static Stream<Arguments> outputs() {
    return Stream.of(
        classifier(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT).nOut(4).activation(SOFTMAX).build()),
        classifier(
            "loss",
            dense(4, IDENTITY),
            new LossLayer.Builder(LossFunction.MCXENT).activation(SOFTMAX).build()));
  }

  /** The layers behind a convolution that gives values of both signs. */
  private static Arguments behindMaps(String name, Layer... layers) {
    return Arguments.of(name, chain(OBLONG, layers));
  }

  private static Arguments classifier(String name, Layer... layers) {
    return Arguments.of(name, chain(SQUARE, layers));
  }

  private static Dl4jJudge chain(Shape input, Layer... layers) {
    Layer first = new ConvolutionLayer.Builder(3, 3).nOut(6).activation(IDENTITY).build();
    return Dl4jJudge.chain(
        input, Stream.concat(Stream.of(first), Stream.of(layers)).toArray(Layer[]::new));
  }

  private static Layer conv(int size, int stride, int pad, ConvolutionMode mode) {
    return new ConvolutionLayer.Builder(size, size)
        .stride(stride, stride)
        .padding(pad, pad)
        .convolutionMode(mode)
        .nOut(5)
        .activation(RELU)
        .build();
  }

  private static Layer narrow() {
    return new Convolution2D.Builder(3, 1)
        .stride(2, 1)
        .padding(1, 0)
        .hasBias(false)
        .nOut(5)
        .activation(RELU)
        .build();
  }

  private static Layer pool(PoolingType type, int size, int stride, int pad, ConvolutionMode mode) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(size, size)
        .stride(stride, stride)
        .padding(pad, pad)
        .convolutionMode(mode)
        .build();
  }

  private static Layer norm(int size, double beta) {
    return new LocalResponseNormalization.Builder().n(size).k(1.5).alpha(0.3).beta(beta).build();
  }

  private static Layer dense(int outputs, Activation activation) {
    return new DenseLayer.Builder().nOut(outputs).activation(activation).build();
  }

  private static Dl4jJudge graph(Layer inner) {
    return Dl4jJudge.graph(
        SQUARE,
        Dl4jJudge.start()
            .graphBuilder()
            .addInputs("image")
            .addLayer("pad", new ZeroPaddingLayer.Builder(1, 2, 0, 1).build(), "image")
            .addLayer("stem", conv(3, 1, 0, Truncate), "pad")
            .addLayer("inner", inner, "stem")
            .addLayer("left", conv(3, 1, 1, Truncate), "inner")
            .addLayer("right", conv(1, 1, 0, Truncate), "inner")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "left", "right")
            .addVertex("both", new MergeVertex(), "sum", "left", "inner")
            .addLayer("pool", pool(PoolingType.MAX, 2, 2, 0, Truncate), "both")
            .addLayer("average", pool(PoolingType.AVG, 3, 1, 1, Truncate), "pool")
            .addVertex(
                "flat",
                new PreprocessorVertex(new CnnToFeedForwardPreProcessor(4, 3, 15)),
                "average")
            .addLayer("hidden", dense(9, RELU), "flat")
            .addLayer("prob", dense(4, SOFTMAX), "hidden")
            .setOutputs("prob"));
  }

  /** A network that the importer refuses. */
  static Dl4jJudge unsupported() {
    return Dl4jJudge.graph(
        SQUARE,
        Dl4jJudge.start()
            .graphBuilder()
            .addInputs("image")
            .addLayer("odd", new SeparableConvolution2D.Builder(3, 3).nOut(2).build(), "image")
            .setOutputs("odd"));
  }
}
