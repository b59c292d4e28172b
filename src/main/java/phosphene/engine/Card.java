package phosphene.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A card of NVIDIA, as {@code nvidia-smi} describes it.
 *
 * @param major of its compute capability, which its machine code depends on
 */
public record Card(int index, String name, int major, int minor) {
  private static final Pattern LINE =
      Pattern.compile("\\s*(\\d+)\\s*,\\s*(.+?)\\s*,\\s*(\\d+)\\.(\\d+)\\s*");

  /** Which cards ND4J's CUDA backend runs on. */
  public static final String RULE = "must be 3.7, 5.x, 6.x, 7.x or 8.x";

  /** A card from a line such as {@code 0, NVIDIA A100-SXM4-40GB, 8.0}. */
  public static Optional<Card> read(String line) {
    Matcher parts = LINE.matcher(line);
    return parts.matches()
        ? Optional.of(
            new Card(
                Integer.parseInt(parts.group(1)),
                parts.group(2),
                Integer.parseInt(parts.group(3)),
                Integer.parseInt(parts.group(4))))
        : Optional.empty();
  }

  public String capability() {
    return String.format(Locale.ROOT, "%d.%d", major, minor);
  }

  /**
   * True if nd4j-cuda-11.6 holds machine code for this card: it was built for 3.7, 5.0, 5.2, 6.0,
   * 6.1, 7.0, 7.5, 8.0 and 8.6, and holds no intermediate code (PTX) that a driver could translate.
   * Machine code runs on later cards of the same major number.
   */
  public boolean runsNd4j() {
    return major == 3 ? minor >= 7 : major >= 5 && major <= 8;
  }
}
