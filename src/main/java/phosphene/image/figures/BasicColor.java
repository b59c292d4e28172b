package phosphene.image.figures;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/**
 * The eleven basic color terms of English (Berlin and Kay, 1969) and cyan, each with some colors
 * that it is said of.
 */
enum BasicColor {
  BLACK(0x000000, 0x181818),
  GRAY(0x484848, 0x808080, 0xb8b8b8),
  WHITE(0xe8e8e8, 0xffffff),
  RED(0xff0000, 0xb01020, 0xd04040, 0x701018),
  ORANGE(0xff8000, 0xffa500, 0xe09040),
  BROWN(0x8b4513, 0x604020, 0xa07850, 0x402810),
  YELLOW(0xffff00, 0xe0c020, 0xf0e890),
  GREEN(0x008000, 0x00ff00, 0x60b060, 0x90d890, 0x204820, 0x808020),
  CYAN(0x00ffff, 0x00a0a0, 0x90e0e0, 0x006068),
  BLUE(0x0000ff, 0x000080, 0x4080e0, 0x90b8f0, 0x405880),
  PURPLE(0x800080, 0x8040d0, 0xb080d0, 0x402060),
  PINK(0xff00ff, 0xff69b4, 0xffc0cb, 0xd080a8);

  @SuppressWarnings("ImmutableEnumChecker") // never written
  private final OkLab[] examples;

  BasicColor(int... examples) {
    this.examples = Arrays.stream(examples).mapToObj(OkLab::of).toArray(OkLab[]::new);
  }

  /** The term that one of its colors is nearest to. */
  static BasicColor nearest(OkLab color) {
    return Arrays.stream(values())
        .min(Comparator.comparingDouble(term -> term.distance(color)))
        .orElseThrow();
  }

  private double distance(OkLab color) {
    return Arrays.stream(examples).mapToDouble(color::distance).min().orElseThrow();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
