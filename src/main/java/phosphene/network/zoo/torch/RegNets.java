package phosphene.network.zoo.torch;

import static phosphene.network.activation.Elementary.RELU;
import static phosphene.network.activation.Elementary.SIGMOID;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import phosphene.network.Window;

/**
 * RegNets (Radosavovic et al., "Designing Network Design Spaces", 2020) as torchvision builds them.
 *
 * @param stages in order
 * @param kind with squeeze-and-excitation or without
 */
record RegNets(List<Stage> stages, Kind kind) {
  private static final Window POINT = Window.of(1, 1, 0);

  /** RegNetX, or with squeeze-and-excitation RegNetY. */
  enum Kind {
    X,
    Y
  }

  /** Blocks of one width. */
  record Stage(int width, int group, int blocks) {}

  /**
   * The network of these parameters: block {@code i} would be {@code initial + slope * i} wide;
   * that is rounded to a power of {@code step} times {@code initial}, and to 8 (section 3.3).
   */
  static RegNets of(Kind kind, int depth, int initial, double slope, double step, int group) {
    List<Stage> stages = new ArrayList<>();
    int before = 0;
    int blocks = 0;
    for (int i = 0; i <= depth; i++) {
      int width = i == depth ? 0 : width(initial + slope * i, initial, step);
      if (width != before && blocks > 0) {
        stages.add(stage(before, group, blocks));
        blocks = 0;
      }
      before = width;
      blocks++;
    }
    return new RegNets(List.copyOf(stages), kind);
  }

  private static int width(double wanted, int initial, double step) {
    double power = Math.rint(Math.log(wanted / initial) / Math.log(step));
    return (int) (Math.rint(initial * Math.pow(step, power) / 8) * 8);
  }

  /** The width that its groups divide. */
  private static Stage stage(int width, int group, int blocks) {
    int each = Math.min(group, width);
    return new Stage(Divisible.by(each, width), each, blocks);
  }

  Layout build(ModuleBuilder builder) {
    builder.conv("stem.0", 32, Window.of(3, 2, 1)).norm("stem.1").relu();
    for (int s = 1; s <= stages.size(); s++) {
      for (int i = 0; i < stages.get(s - 1).blocks(); i++) {
        String module = String.format(Locale.ROOT, "trunk_output.block%d.block%d-%d", s, s, i);
        block(builder, module, stages.get(s - 1), i == 0 ? 2 : 1);
      }
    }
    return builder.classified("fc", 1000);
  }

  /** timm's names. */
  Map<String, String> timm() {
    Renames names = new Renames().of("stem.conv", "stem.0", "stem.bn", "stem.1", "head.fc", "fc");
    for (int s = 1; s <= stages.size(); s++) {
      for (int i = 0; i < stages.get(s - 1).blocks(); i++) {
        String own = String.format(Locale.ROOT, "trunk_output.block%d.block%d-%d", s, s, i);
        String theirs = String.format(Locale.ROOT, "s%d.b%d", s, i + 1);
        names.within(theirs, own, ".conv1.conv", ".f.a.0", ".conv1.bn", ".f.a.1");
        names.within(theirs, own, ".conv2.conv", ".f.b.0", ".conv2.bn", ".f.b.1");
        names.within(theirs, own, ".conv3.conv", ".f.c.0", ".conv3.bn", ".f.c.1");
        names.within(theirs, own, ".se.fc1", ".f.se.fc1", ".se.fc2", ".f.se.fc2");
        names.within(theirs, own, ".downsample.conv", ".proj.0", ".downsample.bn", ".proj.1");
      }
    }
    return names.paths();
  }

  private void block(ModuleBuilder builder, String module, Stage stage, int stride) {
    String input = builder.last();
    int squeezed = (int) Math.rint(0.25 * builder.channels());
    int width = stage.width();
    builder.conv(module + ".f.a.0", width, POINT).norm(module + ".f.a.1").relu();
    builder
        .grouped(module + ".f.b.0", width, Window.of(3, stride, 1), width / stage.group())
        .norm(module + ".f.b.1")
        .relu();
    if (kind == Kind.Y) {
      builder.squeezeExcite(module + ".f.se", squeezed, RELU, SIGMOID);
    }
    builder.conv(module + ".f.c.0", width, POINT).norm(module + ".f.c.1");
    String last = builder.last();
    boolean changes = stride > 1 || builder.channels(input) != builder.channels(last);
    if (builder.held(module + ".proj.0").orElse(changes)) {
      builder.from(input).conv(module + ".proj.0", builder.channels(last), Window.of(1, stride, 0));
      input = builder.norm(module + ".proj.1").last();
    }
    builder.sum(module, input, last).relu();
  }
}
