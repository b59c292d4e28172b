package phosphene.network.zoo.torch;

import static phosphene.network.zoo.torch.RegNets.Kind.X;
import static phosphene.network.zoo.torch.RegNets.Kind.Y;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import phosphene.network.Preprocessing;
import phosphene.network.zoo.torch.TorchNetwork.Pixels;

/** The registry of torchvision's architectures: a row each. */
public final class TorchNetworks {
  private static final List<Double> HALVES = List.of(0.5, 0.5, 0.5); // -1..1
  private static final double PYTORCH = 1e-5; // the default of BatchNorm2d
  private static final double TENSORFLOW = 1e-3;

  /** All, family by family. */
  public static final List<TorchNetwork> ALL =
      Stream.of(resNets(), vggs(), denseNets(), small(), efficientNets(), convNeXts(), regNets())
          .flatMap(List::stream)
          .toList();

  /** VGG16 with the layer names of Keras. */
  public static final TorchNetwork VGG16 =
      of("vgg16", 224, Vggs.plain(2, 2, 3, 3, 3)::buildForKeras);

  /** VGG19 with the layer names of Keras. */
  public static final TorchNetwork VGG19 =
      of("vgg19", 224, Vggs.plain(2, 2, 4, 4, 4)::buildForKeras);

  private TorchNetworks() {}

  private static List<TorchNetwork> resNets() {
    ResNets fifty = ResNets.bottleneck(3, 4, 6, 3);
    ResNets hundred = ResNets.bottleneck(3, 4, 23, 3);
    return List.of(
        of("resnet18", 224, ResNets.basic(2, 2, 2, 2)::build),
        of("resnet34", 224, ResNets.basic(3, 4, 6, 3)::build),
        of("resnet50", 224, fifty::build),
        of("resnet101", 224, hundred::build),
        of("resnet152", 224, ResNets.bottleneck(3, 8, 36, 3)::build),
        of("wide_resnet50_2", 224, fifty.of(1, 128)::build),
        of("wide_resnet101_2", 224, hundred.of(1, 128)::build),
        of("resnext50_32x4d", 224, fifty.of(32, 4)::build),
        of("resnext101_32x8d", 224, hundred.of(32, 8)::build),
        of("resnext101_64x4d", 224, hundred.of(64, 4)::build),
        of("cifar-resnet20", 32, new CifarResNets(3)::build),
        of("cifar-resnet32", 32, new CifarResNets(5)::build),
        of("cifar-resnet44", 32, new CifarResNets(7)::build),
        of("cifar-resnet56", 32, new CifarResNets(9)::build),
        of("cifar-resnet110", 32, new CifarResNets(18)::build));
  }

  private static List<TorchNetwork> vggs() {
    return List.of(
        of("vgg11", 224, Vggs.plain(1, 1, 2, 2, 2)::build),
        of("vgg13", 224, Vggs.plain(2, 2, 2, 2, 2)::build),
        of("vgg11_bn", 224, Vggs.normalized(1, 1, 2, 2, 2)::build),
        of("vgg13_bn", 224, Vggs.normalized(2, 2, 2, 2, 2)::build),
        of("vgg16_bn", 224, Vggs.normalized(2, 2, 3, 3, 3)::build),
        of("vgg19_bn", 224, Vggs.normalized(2, 2, 4, 4, 4)::build),
        of("alexnet", 224, AlexNet::build));
  }

  private static List<TorchNetwork> denseNets() {
    return List.of(
        of("densenet121", 224, DenseNets.of(32, 64, 6, 12, 24, 16)::build),
        of("densenet161", 224, DenseNets.of(48, 96, 6, 12, 36, 24)::build),
        of("densenet169", 224, DenseNets.of(32, 64, 6, 12, 32, 32)::build),
        of("densenet201", 224, DenseNets.of(32, 64, 6, 12, 48, 32)::build));
  }

  private static List<TorchNetwork> small() {
    return List.of(
        of("mobilenet_v2", 224, MobileNetV2::build),
        of("mobilenet_v3_large", 224, TENSORFLOW, MobileNetV3.LARGE::build),
        of("mobilenet_v3_small", 224, TENSORFLOW, MobileNetV3.SMALL::build),
        of("shufflenet_v2_x0_5", 224, ShuffleNets.of(48, 96, 192, 1024)::build),
        of("shufflenet_v2_x1_0", 224, ShuffleNets.of(116, 232, 464, 1024)::build),
        of("shufflenet_v2_x1_5", 224, ShuffleNets.of(176, 352, 704, 1024)::build),
        of("shufflenet_v2_x2_0", 224, ShuffleNets.of(244, 488, 976, 2048)::build),
        of("squeezenet1_0", 224, SqueezeNets::build10),
        of("squeezenet1_1", 224, SqueezeNets::build11),
        new TorchNetwork(
            "inception_v3",
            new Pixels(299, Preprocessing.normalized(HALVES, HALVES)),
            InceptionV3::build,
            List.of(Dialect.torchvision(TENSORFLOW))));
  }

  private static List<TorchNetwork> efficientNets() {
    return List.of(
        of("efficientnet_b0", 224, EfficientNets.scaled(1, 1)::build),
        of("efficientnet_b1", 240, EfficientNets.scaled(1, 1.1)::build),
        of("efficientnet_b2", 288, EfficientNets.scaled(1.1, 1.2)::build),
        of("efficientnet_b3", 300, EfficientNets.scaled(1.2, 1.4)::build),
        of("efficientnet_b4", 380, EfficientNets.scaled(1.4, 1.8)::build),
        of("efficientnet_b5", 456, TENSORFLOW, EfficientNets.scaled(1.6, 2.2)::build),
        of("efficientnet_b6", 528, TENSORFLOW, EfficientNets.scaled(1.8, 2.6)::build),
        of("efficientnet_b7", 600, TENSORFLOW, EfficientNets.scaled(2, 3.1)::build));
  }

  private static List<TorchNetwork> convNeXts() {
    return List.of(
        of("convnext_tiny", 224, ConvNeXts.of(96, 3, 3, 9, 3)::build),
        of("convnext_small", 224, ConvNeXts.of(96, 3, 3, 27, 3)::build),
        of("convnext_base", 224, ConvNeXts.of(128, 3, 3, 27, 3)::build),
        of("convnext_large", 224, ConvNeXts.of(192, 3, 3, 27, 3)::build));
  }

  private static List<TorchNetwork> regNets() {
    return List.of(
        of("regnet_y_400mf", 224, RegNets.of(Y, 16, 48, 27.89, 2.09, 8)::build),
        of("regnet_y_800mf", 224, RegNets.of(Y, 14, 56, 38.84, 2.4, 16)::build),
        of("regnet_y_1_6gf", 224, RegNets.of(Y, 27, 48, 20.71, 2.65, 24)::build),
        of("regnet_y_3_2gf", 224, RegNets.of(Y, 21, 80, 42.63, 2.66, 24)::build),
        of("regnet_y_8gf", 224, RegNets.of(Y, 17, 192, 76.82, 2.19, 56)::build),
        of("regnet_y_16gf", 224, RegNets.of(Y, 18, 200, 106.23, 2.48, 112)::build),
        of("regnet_y_32gf", 224, RegNets.of(Y, 20, 232, 115.89, 2.53, 232)::build),
        of("regnet_x_400mf", 224, RegNets.of(X, 22, 24, 24.48, 2.54, 16)::build),
        of("regnet_x_800mf", 224, RegNets.of(X, 16, 56, 35.73, 2.28, 16)::build),
        of("regnet_x_1_6gf", 224, RegNets.of(X, 18, 80, 34.01, 2.25, 24)::build),
        of("regnet_x_3_2gf", 224, RegNets.of(X, 25, 88, 26.31, 2.25, 48)::build),
        of("regnet_x_8gf", 224, RegNets.of(X, 23, 80, 49.56, 2.88, 120)::build),
        of("regnet_x_16gf", 224, RegNets.of(X, 22, 216, 55.59, 2.1, 128)::build),
        of("regnet_x_32gf", 224, RegNets.of(X, 23, 320, 69.86, 2, 168)::build));
  }

  private static TorchNetwork of(String id, int side, Function<ModuleBuilder, Layout> modules) {
    return of(id, side, PYTORCH, modules);
  }

  private static TorchNetwork of(
      String id, int side, double epsilon, Function<ModuleBuilder, Layout> modules) {
    Pixels pixels = new Pixels(side, Preprocessing.torch());
    return new TorchNetwork(id, pixels, modules, List.of(Dialect.torchvision(epsilon)));
  }
}
