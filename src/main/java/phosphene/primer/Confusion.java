package phosphene.primer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How often a network took each class for each.
 *
 * @param counts {@code counts[true class][answer]}
 */
record Confusion(List<String> names, int[][] counts) {
  Confusion {
    names = List.copyOf(names);
    counts = Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
  }

  /** The share of right answers, 0..1; NaN without images. */
  double accuracy() {
    int right = 0;
    for (int i = 0; i < counts.length; i++) {
      right += counts[i][i];
    }
    return (double) right / images();
  }

  int images() {
    return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
  }

  /** A line a class: how many images, the share of right answers, what it was taken for. */
  String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "%-20s %8s %7s  %s%n", "class", "pictures", "right", "taken for"));
    for (int i = 0; i < counts.length; i++) {
      int images = Arrays.stream(counts[i]).sum();
      text.append(
          String.format(
                  Locale.ROOT,
                  "%-20s %8d %6.1f%%  %s",
                  names.get(i),
                  images,
                  100.0 * counts[i][i] / images,
                  mistakes(i))
              .stripTrailing());
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private String mistakes(int label) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < counts.length; i++) {
      if (i != label && counts[label][i] > 0) {
        text.append(text.length() == 0 ? "" : ", ")
            .append(names.get(i))
            .append(' ')
            .append(counts[label][i]);
      }
    }
    return text.toString();
  }

  /** All counts as comma-separated values, a row a true class, a column an answer. */
  String csv() {
    StringBuilder text = new StringBuilder("class," + String.join(",", names) + "\n");
    for (int i = 0; i < counts.length; i++) {
      text.append(names.get(i));
      for (int count : counts[i]) {
        text.append(',').append(count);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
