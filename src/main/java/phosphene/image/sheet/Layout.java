package phosphene.image.sheet;

import java.util.ArrayList;
import java.util.List;

/**
 * Where everything is on a contact sheet, in pixels: margin, title lines, then rows of tiles with a
 * caption under each.
 *
 * @param scale of the captions' letters
 * @param titleScale of the title's letters
 */
record Layout(Grid grid, int scale, List<String> title, int titleScale) {
  // 4096: what browsers, viewers and textures show without trouble
  static final int WIDEST = 4096;

  // 128 columns of 27 pixels: below, no caption can be read
  static final int MOST_TILES = 16_384;

  private static final int MARGIN = 16;

  // A layer's name of 26 letters fits even over a single small tile.
  private static final int NARROWEST = 26 * Font.ADVANCE;

  /**
   * Columns, tiles on them and the drawn size of a tile: its own, a whole multiple if it is tiny,
   * or smaller if the row would be too wide.
   */
  record Grid(int columns, int tiles, int tileWidth, int tileHeight) {
    /** The largest drawing of tiles of that size that fits. */
    static Grid of(int columns, int tiles, int width, int height) {
      int most = Math.min((WIDEST - 2 * MARGIN) / columns, WIDEST);
      int room = most - gap(most);
      // 64: wide enough for the caption "511 dead"
      int enlarged = width * Math.max(1, Math.min(64, room) / width);
      int drawn = Math.min(enlarged, room);
      return new Grid(
          columns, tiles, drawn, Math.max(1, Math.round((float) height * drawn / width)));
    }

    int rows() {
      return (tiles + columns - 1) / columns;
    }

    int gap() {
      return gap(tileWidth);
    }

    private static int gap(int tileWidth) {
      return Math.max(2, Math.min(8, tileWidth / 32));
    }

    /** Of the letters: 1 up to 127 pixels, 2 from 128 on, and so on up to 4. */
    int scale() {
      return Math.max(1, Math.min(4, tileWidth / 64));
    }

    /** What a caption may take: it may reach into its half of the gaps, less a pixel. */
    int captionWidth() {
      return tileWidth + gap() - 1;
    }

    int captionHeight() {
      return (Font.HEIGHT + 4) * scale();
    }

    int width() {
      return columns * (tileWidth + gap()) - gap();
    }

    int height() {
      return rows() * (tileHeight + captionHeight() + gap()) - gap();
    }

    /** How far the form is from 4:3..1:1, plus a price for places left empty; 0 is the best. */
    double price() {
      double aspect = (double) width() / height();
      double form = Math.max(0, Math.max(Math.log(aspect * 3 / 4), -Math.log(aspect)));
      return form + 4 * (1 - (double) tiles / (columns * rows()));
    }
  }

  /** The layout whose form is nearest to 4:3..1:1, of captions that fit whatever their size. */
  static Layout of(String title, int tiles, int width, int height) {
    return of(title, 0, tiles, width, height);
  }

  /**
   * The layout whose form is nearest to 4:3..1:1. All captions have one size: the largest at which
   * the longest of them fits, but at least half of what tiles of this size usually have.
   *
   * @param longest width of a caption in font pixels
   */
  static Layout of(String title, int longest, int tiles, int width, int height) {
    Grid best = Grid.of(1, tiles, width, height);
    // 128 columns of 32 pixels fill the widest sheet.
    for (int columns = 2; columns <= Math.min(tiles, 128); columns++) {
      Grid grid = Grid.of(columns, tiles, width, height);
      if (grid.price() < best.price()) {
        best = grid;
      }
    }
    int content = Math.max(NARROWEST, best.width());
    int scale = titleScale(title, content, best.scale());
    // A caption is never larger than the title.
    int captions = Math.min(captionScale(best, longest), scale);
    return new Layout(best, captions, lines(title, content / scale), scale);
  }

  private static int captionScale(Grid grid, int longest) {
    int scale = grid.scale();
    while (scale > Math.max(1, grid.scale() / 2) && longest * scale > grid.captionWidth()) {
      scale--;
    }
    return scale;
  }

  /**
   * The largest, up to 6, that leaves a third of the line free; else the captions' or less, if the
   * title fits so; else 1, in several lines.
   */
  private static int titleScale(String title, int content, int captions) {
    for (int scale = 6; scale >= 1; scale--) {
      int needed = Font.width(title) * scale;
      if (needed <= content * 2 / 3 || (scale <= captions && needed <= content)) {
        return scale;
      }
    }
    return 1;
  }

  /** Words of the title in lines of at most {@code width} font pixels; longer words are cut. */
  private static List<String> lines(String title, int width) {
    if (Font.width(title) <= width) {
      return List.of(title);
    }
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : title.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + ' ' + word;
      if (Font.width(longer) > width && !line.isEmpty()) {
        lines.add(cut(line, width));
        longer = word;
      }
      line = longer;
    }
    lines.add(cut(line, width));
    return List.copyOf(lines);
  }

  /** The text itself, or its start and two dots, at most {@code width} font pixels. */
  static String cut(String text, int width) {
    int most = (width + 1) / Font.ADVANCE;
    return text.length() <= most ? text : text.substring(0, Math.max(0, most - 2)) + "..";
  }

  /** The text itself, or its two ends around an ellipsis, at most {@code width} font pixels. */
  static String shortened(String text, int width) {
    int most = Math.max(1, (width + 1) / Font.ADVANCE);
    if (text.length() <= most) {
      return text;
    }
    int end = (most - 1) / 2;
    return text.substring(0, most - 1 - end) + Font.ELLIPSIS + text.substring(text.length() - end);
  }

  int width() {
    return Math.max(NARROWEST, grid.width()) + 2 * MARGIN;
  }

  int height() {
    return top() + grid.height() + MARGIN - 2 * scale;
  }

  int titleLeft() {
    return MARGIN;
  }

  int titleTop(int line) {
    return MARGIN + line * lineHeight();
  }

  private int lineHeight() {
    return (Font.HEIGHT + 2) * titleScale;
  }

  private int top() {
    return MARGIN + title.size() * lineHeight() + 4 * titleScale;
  }

  int left(int place) {
    int column = place % grid.columns();
    return (width() - grid.width()) / 2 + column * (grid.tileWidth() + grid.gap());
  }

  int top(int place) {
    int row = place / grid.columns();
    return top() + row * (grid.tileHeight() + grid.captionHeight() + grid.gap());
  }
}
