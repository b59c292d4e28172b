package phosphene.network.read.keras;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import phosphene.network.Elementwise.Operation;
import phosphene.network.activation.Activation;

/** The registry of layers, by the name of Keras's class. */
final class LayerTypes {
  /** What does nothing at inference. */
  static final Set<String> IDLE =
      Set.of(
          "Dropout",
          "SpatialDropout2D",
          "AlphaDropout",
          "GaussianDropout",
          "GaussianNoise",
          "ActivityRegularization",
          "RandomFlip",
          "RandomRotation",
          "RandomZoom",
          "RandomTranslation",
          "RandomContrast",
          "RandomBrightness",
          "RandomHeight",
          "RandomWidth",
          "StochasticDepth"); // of keras.applications' ConvNeXt

  /** What gives the values that it reads, or means of them: a range of colors stays the same. */
  static final Set<String> MOVING =
      Set.of(
          "ZeroPadding2D",
          "Cropping2D",
          "UpSampling2D",
          "Resizing",
          "MaxPooling2D",
          "AveragePooling2D",
          "Concatenate",
          "Flatten",
          "Reshape",
          "Permute");

  /** What scales and moves each channel. */
  static final Map<String, AffineReader> AFFINE =
      Map.of(
          "Rescaling", Scalings::rescaling,
          "Normalization", Scalings::normalization,
          "TFOpLambda", Operators::constant,
          "Add", Operators::constant,
          "Subtract", Operators::constant,
          "Multiply", Operators::constant,
          "Divide", Operators::constant,
          "TrueDivide", Operators::constant);

  /** What is a function of each value. */
  static final Map<String, FunctionReader> FUNCTIONS =
      Map.of(
          "ReLU", Functions::relu,
          "LeakyReLU", Functions::leaky,
          "ELU", Functions::elu,
          "ThresholdedReLU", Functions::thresholded);

  private static final Map<String, LayerReader> READERS =
      Map.ofEntries(
          Map.entry("Conv2D", Convolutions::plain),
          Map.entry("DepthwiseConv2D", Convolutions::depthwise),
          Map.entry("SeparableConv2D", Convolutions::separable),
          Map.entry("Conv2DTranspose", Convolutions::transposed),
          Map.entry("Dense", DenseLayers::read),
          Map.entry("MaxPooling2D", Pools::max),
          Map.entry("AveragePooling2D", Pools::average),
          Map.entry("GlobalMaxPooling2D", Pools::globalMax),
          Map.entry("GlobalAveragePooling2D", Pools::globalAverage),
          Map.entry("BatchNormalization", Normalizations::batch),
          Map.entry("BatchNormalizationV1", Normalizations::batch), // as TensorFlow 1 wrote it
          Map.entry("SyncBatchNormalization", Normalizations::batch),
          Map.entry("LayerNormalization", Normalizations::layer),
          Map.entry("GroupNormalization", Normalizations::group),
          Map.entry("UnitNormalization", Normalizations::unit),
          Map.entry("LayerScale", Normalizations::layerScale),
          Map.entry("Activation", Endings::activation),
          Map.entry("Softmax", Endings::softmax),
          Map.entry("PReLU", Functions::parametric),
          Map.entry("Add", Merges.elementwise(Operation.ADD)),
          Map.entry("Subtract", Merges.elementwise(Operation.SUBTRACT)),
          Map.entry("Multiply", Merges.elementwise(Operation.MULTIPLY)),
          Map.entry("Average", Merges.elementwise(Operation.AVERAGE)),
          Map.entry("Maximum", Merges.elementwise(Operation.MAXIMUM)),
          Map.entry("Minimum", Merges.elementwise(Operation.MINIMUM)),
          Map.entry("Concatenate", Merges::concatenate),
          Map.entry("ZeroPadding2D", Spatial::pad),
          Map.entry("Cropping2D", Spatial::crop),
          Map.entry("UpSampling2D", Spatial::enlarge),
          Map.entry("Resizing", Spatial::resize),
          Map.entry("Flatten", Reshapes::flatten),
          Map.entry("Reshape", Reshapes::reshape),
          Map.entry("Permute", Reshapes::permute),
          Map.entry("TFOpLambda", Operators::lambda),
          Map.entry("Divide", Merges.elementwise(Operation.DIVIDE)),
          Map.entry("TrueDivide", Merges.elementwise(Operation.DIVIDE)),
          Map.entry("Relu", Operators.function("relu")),
          Map.entry("Relu6", Operators.function("relu6")),
          Map.entry("Sigmoid", Operators.function("sigmoid")),
          Map.entry("Tanh", Operators.function("tanh")),
          Map.entry("Silu", Operators.function("silu")),
          Map.entry("HardSigmoid", Operators.function("hard_sigmoid")),
          Map.entry("HardSilu", Operators.function("hard_silu")));

  private LayerTypes() {}

  /** The reader of a kind of layer; empty if it is not supported. */
  static Optional<LayerReader> reader(String type) {
    FunctionReader function = FUNCTIONS.get(type);
    return function == null
        ? Optional.ofNullable(READERS.get(type))
        : Optional.of(site -> Endings.function(site, function.read(site.arguments())));
  }

  /** The function that a layer of this type is. */
  static Activation function(String type, Arguments arguments) throws UnsupportedLayerException {
    FunctionReader function = FUNCTIONS.get(type);
    if (function == null) {
      throw new AssertionError(type);
    }
    return function.read(arguments);
  }
}
