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
  private static final double PYTORCH = 1e-5; // the default of BatchNorm2d
  private static final double TENSORFLOW = 1e-3;

  private static final Preprocessing SIGNED =
      Preprocessing.normalized(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));

  /** All, family by family. */
  public static final List<TorchNetwork> ALL =
      Stream.of(resNets(), vggs(), denseNets(), small(), efficientNets(), convNeXts(), regNets())
          .flatMap(List::stream)
          .toList();

  /** VGG16 with the layer names of Keras. */
  public static final TorchNetwork VGG16 =
      of("vgg16", 224, Vggs.plain(2, 2, 3, 3, 3)::buildForKeras).alsoNamed("vgg16", Vggs.timm());

  /** VGG19 with the layer names of Keras. */
  public static final TorchNetwork VGG19 =
      of("vgg19", 224, Vggs.plain(2, 2, 4, 4, 4)::buildForKeras).alsoNamed("vgg19", Vggs.timm());

  private TorchNetworks() {}

  private static List<TorchNetwork> resNets() {
    ResNets fifty = ResNets.bottleneck(3, 4, 6, 3);
    ResNets hundred = ResNets.bottleneck(3, 4, 23, 3);
    return List.of(
        resNet(18, ResNets.basic(2, 2, 2, 2)),
        resNet(34, ResNets.basic(3, 4, 6, 3)),
        resNet(50, fifty),
        resNet(101, hundred),
        resNet(152, ResNets.bottleneck(3, 8, 36, 3)),
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

  private static TorchNetwork resNet(int layers, ResNets network) {
    String id = "resnet" + layers;
    return of(id, 224, network::build).alsoNamed(id, network.transformers());
  }

  private static List<TorchNetwork> vggs() {
    return List.of(
        of("vgg11", 224, Vggs.plain(1, 1, 2, 2, 2)::build).alsoNamed("vgg11", Vggs.timm()),
        of("vgg13", 224, Vggs.plain(2, 2, 2, 2, 2)::build).alsoNamed("vgg13", Vggs.timm()),
        of("vgg11_bn", 224, Vggs.normalized(1, 1, 2, 2, 2)::build)
            .alsoNamed("vgg11_bn", Vggs.timm()),
        of("vgg13_bn", 224, Vggs.normalized(2, 2, 2, 2, 2)::build)
            .alsoNamed("vgg13_bn", Vggs.timm()),
        of("vgg16_bn", 224, Vggs.normalized(2, 2, 3, 3, 3)::build)
            .alsoNamed("vgg16_bn", Vggs.timm()),
        of("vgg19_bn", 224, Vggs.normalized(2, 2, 4, 4, 4)::build)
            .alsoNamed("vgg19_bn", Vggs.timm()),
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
        of("mobilenet_v2", 224, MobileNetV2::build)
            .alsoNamed("mobilenetv2_\\d+", MobileNetV2.timm()),
        mobileNetV3("large", MobileNetV3.LARGE),
        mobileNetV3("small", MobileNetV3.SMALL),
        of("shufflenet_v2_x0_5", 224, ShuffleNets.of(48, 96, 192, 1024)::build),
        of("shufflenet_v2_x1_0", 224, ShuffleNets.of(116, 232, 464, 1024)::build),
        of("shufflenet_v2_x1_5", 224, ShuffleNets.of(176, 352, 704, 1024)::build),
        of("shufflenet_v2_x2_0", 224, ShuffleNets.of(244, 488, 976, 2048)::build),
        of("squeezenet1_0", 224, SqueezeNets::build10),
        of("squeezenet1_1", 224, SqueezeNets::build11),
        new TorchNetwork(
            "inception_v3",
            new Pixels(299, SIGNED),
            InceptionV3::build,
            List.of(Dialect.torchvision("inception_v3", TENSORFLOW))));
  }

  private static TorchNetwork mobileNetV3(String size, MobileNetV3 network) {
    return of("mobilenet_v3_" + size, 224, TENSORFLOW, network::build)
        .alsoNamed("mobilenetv3_" + size + "_\\d+", network.timm());
  }

  private static List<TorchNetwork> efficientNets() {
    return List.of(
        efficientNet("b0", 224, PYTORCH, EfficientNets.scaled(1, 1)),
        efficientNet("b1", 240, PYTORCH, EfficientNets.scaled(1, 1.1)),
        efficientNet("b2", 288, PYTORCH, EfficientNets.scaled(1.1, 1.2)),
        efficientNet("b3", 300, PYTORCH, EfficientNets.scaled(1.2, 1.4)),
        efficientNet("b4", 380, PYTORCH, EfficientNets.scaled(1.4, 1.8)),
        efficientNet("b5", 456, TENSORFLOW, EfficientNets.scaled(1.6, 2.2)),
        efficientNet("b6", 528, TENSORFLOW, EfficientNets.scaled(1.8, 2.6)),
        efficientNet("b7", 600, TENSORFLOW, EfficientNets.scaled(2, 3.1)));
  }

  private static TorchNetwork efficientNet(
      String size, int side, double epsilon, EfficientNets network) {
    String id = "efficientnet_" + size;
    return of(id, side, epsilon, network::build).alsoNamed(id, network.timm());
  }

  private static List<TorchNetwork> convNeXts() {
    return List.of(
        convNeXt("tiny", ConvNeXts.of(96, 3, 3, 9, 3)),
        convNeXt("small", ConvNeXts.of(96, 3, 3, 27, 3)),
        convNeXt("base", ConvNeXts.of(128, 3, 3, 27, 3)),
        convNeXt("large", ConvNeXts.of(192, 3, 3, 27, 3)));
  }

  private static TorchNetwork convNeXt(String size, ConvNeXts network) {
    String id = "convnext_" + size;
    return of(id, 224, network::build)
        .alsoNamed(id, network.timm())
        .alsoNamed(id, network.transformers());
  }

  private static List<TorchNetwork> regNets() {
    return List.of(
        regNet("y_400mf", "y_004", RegNets.of(Y, 16, 48, 27.89, 2.09, 8)),
        regNet("y_800mf", "y_008_tv", RegNets.of(Y, 14, 56, 38.84, 2.4, 16)),
        regNet("y_1_6gf", "y_016", RegNets.of(Y, 27, 48, 20.71, 2.65, 24)),
        regNet("y_3_2gf", "y_032", RegNets.of(Y, 21, 80, 42.63, 2.66, 24)),
        regNet("y_8gf", "y_080_tv", RegNets.of(Y, 17, 192, 76.82, 2.19, 56)),
        regNet("y_16gf", "y_160", RegNets.of(Y, 18, 200, 106.23, 2.48, 112)),
        regNet("y_32gf", "y_320", RegNets.of(Y, 20, 232, 115.89, 2.53, 232)),
        regNet("x_400mf", "x_004_tv", RegNets.of(X, 22, 24, 24.48, 2.54, 16)),
        regNet("x_800mf", "x_008", RegNets.of(X, 16, 56, 35.73, 2.28, 16)),
        regNet("x_1_6gf", "x_016", RegNets.of(X, 18, 80, 34.01, 2.25, 24)),
        regNet("x_3_2gf", "x_032", RegNets.of(X, 25, 88, 26.31, 2.25, 48)),
        regNet("x_8gf", "x_080", RegNets.of(X, 23, 80, 49.56, 2.88, 120)),
        regNet("x_16gf", "x_160", RegNets.of(X, 22, 216, 55.59, 2.1, 128)),
        regNet("x_32gf", "x_320", RegNets.of(X, 23, 320, 69.86, 2, 168)));
  }

  private static TorchNetwork regNet(String size, String timm, RegNets network) {
    return of("regnet_" + size, 224, network::build).alsoNamed("regnet" + timm, network.timm());
  }

  private static TorchNetwork of(String id, int side, Function<ModuleBuilder, Layout> modules) {
    return of(id, side, PYTORCH, modules);
  }

  private static TorchNetwork of(
      String id, int side, double epsilon, Function<ModuleBuilder, Layout> modules) {
    Pixels pixels = new Pixels(side, Preprocessing.torch());
    return new TorchNetwork(id, pixels, modules, List.of(Dialect.torchvision(id, epsilon)));
  }
}
