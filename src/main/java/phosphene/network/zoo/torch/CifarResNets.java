package phosphene.network.zoo.torch;

import java.util.Locale;
import phosphene.network.Window;

/**
 * The ResNets for CIFAR-10 of section 4.2 of the paper (He et al., 2015), with the names of
 * github.com/akamaster/pytorch_resnet_cifar10.
 *
 * @param blocks of each of the three stages
 */
record CifarResNets(int blocks) {

  Layout build(ModuleBuilder builder) {
    builder.conv("conv1", 16, Window.of(3, 1, 1)).norm("bn1").relu();
    for (int stage = 0; stage < 3; stage++) {
      for (int i = 0; i < blocks; i++) {
        String module = String.format(Locale.ROOT, "layer%d.%d", stage + 1, i);
        block(builder, module, 16 << stage, stage > 0 && i == 0 ? 2 : 1);
      }
    }
    return builder.classified("linear", 10);
  }

  private static void block(ModuleBuilder builder, String module, int planes, int stride) {
    String input = builder.last();
    ResNets.twoConvolutions(builder, module, planes, stride);
    String last = builder.last();
    builder.from(input);
    if (stride > 1 || builder.channels(input) != builder.channels(last)) {
      shortcut(builder, module + ".shortcut", builder.channels(last), stride);
    }
    builder.sum(module, last, builder.last()).relu();
  }

  /** A convolution where the file has one (option B), else every second pixel and zeros (A). */
  private static void shortcut(ModuleBuilder builder, String module, int filters, int stride) {
    if (builder.held(module + ".0").orElse(false)) {
      builder.conv(module + ".0", filters, Window.of(1, stride, 0)).norm(module + ".1");
    } else {
      builder.subsample(module + ".sampled", stride).widen(module, filters / 4);
    }
  }
}
