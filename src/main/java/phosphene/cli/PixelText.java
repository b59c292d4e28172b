package phosphene.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import phosphene.network.Preprocessing;

/** How pixels become a network's input, as people say it: {@code RGB 0..1, less 0.5, by 0.25}. */
final class PixelText {
  private static final List<String> COLORS = List.of("R", "G", "B", "grey");
  private static final double LARGEST = 255;
  // A factor on 0..255 above this is one that works on whole numbers, as Caffe's 1.
  private static final double WHOLE = 1 / 32.0;
  private static final MathContext DIGITS = new MathContext(6);

  private PixelText() {}

  static String of(Preprocessing pixels) {
    double largest = pixels.scale().stream().mapToDouble(Math::abs).max().orElse(1);
    double range = largest > WHOLE ? LARGEST : 1;
    List<Double> factors = pixels.scale().stream().map(scale -> LARGEST * scale / range).toList();
    List<Double> means =
        IntStream.range(0, factors.size())
            .mapToObj(c -> pixels.mean().get(c) / factors.get(c))
            .toList();
    String colors = pixels.order().stream().map(COLORS::get).collect(Collectors.joining());
    return colors
        + (range == 1 ? " 0..1" : " 0..255")
        + part(", less ", means, 0)
        + part(", by ", factors.stream().map(factor -> 1 / factor).toList(), 1);
  }

  private static String part(String words, List<Double> numbers, double none) {
    List<String> texts = numbers.stream().map(PixelText::number).distinct().toList();
    return texts.equals(List.of(number(none)))
        ? ""
        : words
            + (texts.size() == 1
                ? texts.get(0)
                : numbers.stream().map(PixelText::number).collect(Collectors.joining(" ")));
  }

  private static String number(double number) {
    BigDecimal round = new BigDecimal(number).round(DIGITS);
    return round.signum() == 0 ? "0" : round.stripTrailingZeros().toPlainString();
  }
}
