package phosphene.image.heif;

import java.util.List;
import java.util.Set;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * What is shown of a stored picture and how it is turned (ISO/IEC 23008-12, 6.5.9 to 6.5.12):
 * crops, quarter turns and mirrors, each applied to what the one before left.
 *
 * @param crop of the stored picture
 * @param orientation EXIF's number, 1 to 8, for what is cropped
 */
record HeifView(Area crop, int orientation) {
  static final Set<String> BOXES = Set.of("clap", "irot", "imir");

  /** By EXIF's number less 1: shown x and y of stored x and y. */
  private static final int[][] TURNS = {
    {1, 0, 0, 1}, {-1, 0, 0, 1}, {-1, 0, 0, -1}, {1, 0, 0, -1},
    {0, 1, 1, 0}, {0, -1, 1, 0}, {0, -1, -1, 0}, {0, 1, -1, 0}
  };

  private static final int TOP_WITH_BOTTOM = 4;
  private static final int LEFT_WITH_RIGHT = 2;

  /** Quarter turns against the clock. */
  private static final int[] QUARTERS = {1, 8, 3, 6};

  /** The view of a picture with these properties. */
  static HeifView of(int width, int height, List<HeifBox> properties) {
    HeifView view = new HeifView(new Area(0, 0, width, height), 1);
    for (HeifBox box : properties) {
      view =
          switch (box.type()) {
            case "irot" -> view.turned(QUARTERS[box.reader().small(1) & 3]);
            case "imir" ->
                view.turned((box.reader().small(1) & 1) == 0 ? TOP_WITH_BOTTOM : LEFT_WITH_RIGHT);
            case "clap" -> view.cropped(box);
            default -> view;
          };
    }
    return view;
  }

  /** This view turned further, by EXIF's number; others than 1 to 8 turn nothing. */
  HeifView turned(int next) {
    if (next < 1 || next > TURNS.length) {
      return this;
    }
    int[] a = TURNS[next - 1];
    int[] b = TURNS[orientation - 1];
    int[] both = {
      a[0] * b[0] + a[1] * b[2],
      a[0] * b[1] + a[1] * b[3],
      a[2] * b[0] + a[3] * b[2],
      a[2] * b[1] + a[3] * b[3]
    };
    for (int i = 0; i < TURNS.length; i++) {
      if (java.util.Arrays.equals(TURNS[i], both)) {
        return new HeifView(crop, i + 1);
      }
    }
    throw new AssertionError("no turn");
  }

  /** Eight numbers: width, height and the middle's shift right and down, as fractions. */
  private HeifView cropped(HeifBox box) {
    HeifBox.Reader in = box.reader();
    int[] numbers = new int[8];
    java.util.Arrays.setAll(numbers, i -> in.small(4));
    boolean aside = TURNS[orientation - 1][0] == 0;
    Side across = Side.of(box, aside ? crop.height() : crop.width(), numbers, 0);
    Side down = Side.of(box, aside ? crop.width() : crop.height(), numbers, 2);
    Side x = aside ? down : across;
    Side y = aside ? across : down;
    int[] turn = TURNS[orientation - 1];
    // A stored axis that is shown backwards counts from its other end.
    int left = turn[0] + turn[2] > 0 ? x.from : crop.width() - x.from - x.length;
    int top = turn[1] + turn[3] > 0 ? y.from : crop.height() - y.from - y.length;
    return new HeifView(new Area(crop.x() + left, crop.y() + top, x.length, y.length), orientation);
  }

  /** A part of a side. */
  private record Side(int from, int length) {
    static Side of(HeifBox box, int all, int[] numbers, int at) {
      double wanted = fraction(box, numbers[at], numbers[at + 1]);
      double shift = fraction(box, numbers[at + 4], numbers[at + 5]);
      double start = (all - wanted) / 2 + shift;
      int from = (int) Math.max(0, Math.floor(start));
      int to = (int) Math.min(all, Math.floor(start + wanted));
      if (from >= to) {
        throw box.source().refusal(Reason.DAMAGED, "nothing is left when it is cropped");
      }
      return new Side(from, to - from);
    }

    private static double fraction(HeifBox box, int numerator, int denominator) {
      if (denominator == 0) {
        throw box.source().refusal(Reason.DAMAGED, "a fraction of its crop is divided by 0");
      }
      return (double) numerator / denominator;
    }
  }
}
