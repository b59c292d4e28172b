package phosphene.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import phosphene.image.kind.PhotoNames;

/**
 * The lines of a table that fits a terminal: digests have their first letters, numbers five digits,
 * and columns that are still too wide end in two dots. A table of so many columns that none of them
 * would have room has a line a value instead.
 */
final class TerminalTable implements Iterator<String> {
  private static final int PAGE = 1000;
  private static final String CUT = "..";
  private static final String GAP = "  ";
  // Narrower ones say nothing.
  private static final int NARROWEST = 8;
  private static final MathContext DIGITS = new MathContext(5);
  private static final Pattern DIGEST = Pattern.compile("\\b([0-9a-f]{12})[0-9a-f]{52}\\b");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9.,Ee+-]+|null|NaN|-?Infinity");
  // Of values within arrays and structs: what a name may end with is none.
  private static final Pattern INNER =
      Pattern.compile("(?<=[\\[{ ])-?\\d+\\.\\d{4,}(E-?\\d+)?(?=[,}\\]])");

  private final int width;
  private final List<String> columns;
  private final Iterator<List<String>> rows;
  private final int[] widths;
  private final boolean[] numeric;
  private final boolean upright;
  private Iterator<String> lines;
  private long row;

  TerminalTable(List<String> columns, Iterator<List<String>> rows, int width) {
    this.width = width;
    this.columns = columns.stream().map(PhotoNames::printable).toList();
    this.rows = rows;
    List<List<String>> first = new ArrayList<>();
    while (first.size() < PAGE && rows.hasNext()) {
      first.add(shortened(rows.next()));
    }
    int[] wanted = wanted(first);
    numeric = numeric(first);
    int least = Arrays.stream(wanted).map(w -> Math.min(w, NARROWEST) + GAP.length()).sum();
    upright = least - GAP.length() > width;
    widths = upright ? wanted : fitted(wanted, width - GAP.length() * (wanted.length - 1));
    List<String> page = new ArrayList<>();
    if (!upright) {
      page.add(line(this.columns));
      page.add(line(Arrays.stream(widths).mapToObj("-"::repeat).toList()));
    }
    first.forEach(cells -> page.addAll(lines(cells)));
    lines = page.iterator();
  }

  @Override
  public boolean hasNext() {
    return lines.hasNext() || rows.hasNext();
  }

  @Override
  public String next() {
    if (!lines.hasNext()) {
      if (!rows.hasNext()) {
        throw new NoSuchElementException();
      }
      lines = lines(shortened(rows.next())).iterator();
    }
    return lines.next();
  }

  private List<String> lines(List<String> cells) {
    row++;
    if (!upright) {
      return List.of(line(cells));
    }
    int names = columns.stream().mapToInt(String::length).max().orElse(0);
    List<String> block = new ArrayList<>();
    block.add(String.format(Locale.ROOT, "-- row %,d", row));
    for (int c = 0; c < cells.size(); c++) {
      String name = columns.get(c);
      String line = name + " ".repeat(names - name.length()) + GAP + cells.get(c);
      block.add(cut(line, width));
    }
    return block;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = cut(cells.get(c), widths[c]);
      String gap = " ".repeat(widths[c] - cell.length());
      line.append(numeric[c] ? gap + cell : cell + gap).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - CUT.length()) + CUT;
  }

  /** The widest give way first, all to the same width. */
  private static int[] fitted(int[] wanted, int room) {
    int most = Arrays.stream(wanted).max().orElse(0);
    while (most > NARROWEST && total(wanted, most) > room) {
      most--;
    }
    int limit = most;
    return Arrays.stream(wanted).map(width -> Math.min(width, limit)).toArray();
  }

  private static int total(int[] wanted, int most) {
    return Arrays.stream(wanted).map(width -> Math.min(width, most)).sum();
  }

  private int[] wanted(List<List<String>> cells) {
    return IntStream.range(0, columns.size())
        .map(
            c ->
                cells.stream()
                    .mapToInt(row -> row.get(c).length())
                    .reduce(columns.get(c).length(), Math::max))
        .toArray();
  }

  private boolean[] numeric(List<List<String>> cells) {
    boolean[] numbers = new boolean[columns.size()];
    for (int c = 0; c < numbers.length; c++) {
      int column = c;
      numbers[c] =
          !cells.isEmpty()
              && cells.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }
    return numbers;
  }

  private static List<String> shortened(List<String> cells) {
    return cells.stream().map(TerminalTable::shortened).toList();
  }

  private static String shortened(String cell) {
    if (DECIMAL.matcher(cell).matches()) {
      return rounded(cell);
    }
    String text = DIGEST.matcher(PhotoNames.printable(cell)).replaceAll("$1" + CUT);
    return text.startsWith("[") || text.startsWith("{")
        ? INNER.matcher(text).replaceAll(number -> rounded(number.group()))
        : text;
  }

  private static String rounded(String number) {
    BigDecimal exact = new BigDecimal(number);
    if (exact.signum() == 0 || exact.precision() <= DIGITS.getPrecision()) {
      return number;
    }
    if (exact.precision() - exact.scale()
        >= DIGITS.getPrecision()) { // all its digits are whole ones
      return exact.precision() - exact.scale() < 16
          ? exact.setScale(0, RoundingMode.HALF_EVEN).toPlainString()
          : exact.round(DIGITS).toString();
    }
    BigDecimal round = exact.round(DIGITS).stripTrailingZeros();
    return round.scale() > 8 ? round.toString() : round.toPlainString();
  }
}
