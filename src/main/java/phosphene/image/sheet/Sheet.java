package phosphene.image.sheet;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.Resample;

/**
 * A contact sheet: a title, and tiles of one size on a dark grid with a caption under each. Tiles
 * are drawn one at a time as they are read and not kept; until its turn every place looks missing,
 * so no tile is silently gray.
 *
 * <p>The grid's form is as near to 4:3..1:1 as the number of tiles allows. A sheet is at most 4096
 * pixels wide: larger tiles are averaged down to fit, tiny ones enlarged by a whole factor. It
 * holds 3 bytes per pixel (at most about 60 MB; 512 tiles of 128 pixels take 34 MB), and up to
 * three times the file's size beside that while it is encoded. For one thread at a time.
 */
public final class Sheet {
  /** How many tiles a sheet can have. */
  public static final int MOST_TILES = Layout.MOST_TILES;

  /** How many pixels a sheet is wide at most. */
  public static final int WIDEST = Layout.WIDEST;

  private static final int BACKGROUND = 0x14141a;
  private static final int TITLE = 0xe8e8ee;
  private static final int CAPTION = 0xa8a8b4;

  /** What a place shows that holds no rendered tile: a word, two colors, a sign. */
  private enum Mark {
    DEAD("dead", 0xe0a030, 0x2c2416, ""),
    FAILED("failed", 0xf06060, 0x4a2026, "!"),
    MISSING("missing", 0x7888a8, 0x242a38, "?");

    private final String word;
    private final int ink;
    private final int ground;
    private final String sign;

    Mark(String word, int ink, int ground, String sign) {
      this.word = word;
      this.ink = ink;
      this.ground = ground;
      this.sign = sign;
    }
  }

  private final int tiles;
  private final int tileWidth;
  private final int tileHeight;
  private final Layout layout;
  private final Canvas canvas;

  private Sheet(String title, List<String> captions, int tileWidth, int tileHeight) {
    this.tiles = captions.size();
    this.tileWidth = tileWidth;
    this.tileHeight = tileHeight;
    layout = layout(title, captions, tileWidth, tileHeight);
    canvas = new Canvas(layout.width(), layout.height(), BACKGROUND);
    for (int line = 0; line < layout.title().size(); line++) {
      String text = layout.title().get(line);
      canvas.text(layout.titleLeft(), layout.titleTop(line), text, layout.titleScale(), TITLE);
    }
    for (int place = 0; place < tiles; place++) {
      missing(place, "");
    }
  }

  /**
   * A sheet of places 0..tiles-1, all of them missing so far.
   *
   * @param tiles 1 to 16384
   * @param tileWidth of every tile to come, in pixels, at least 1; as tileHeight
   * @throws IllegalArgumentException if there are no tiles, too many, or they have no size
   */
  public static Sheet of(String title, int tiles, int tileWidth, int tileHeight) {
    return of(title, Collections.nCopies(Math.max(0, tiles), ""), tileWidth, tileHeight);
  }

  /**
   * A sheet of as many places as there are captions. The captions, which come again with the tiles,
   * decide on the size of the letters: it is one for all.
   */
  public static Sheet of(String title, List<String> captions, int tileWidth, int tileHeight) {
    int tiles = captions.size();
    if (tiles < 1 || tiles > Layout.MOST_TILES || tileWidth < 1 || tileHeight < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid sheet: %d tiles of %dx%d (must be 1 to %d tiles of at least 1x1)",
              tiles,
              tileWidth,
              tileHeight,
              Layout.MOST_TILES));
    }
    return new Sheet(title, captions, tileWidth, tileHeight);
  }

  private static Layout layout(String title, List<String> captions, int width, int height) {
    int longest =
        captions.stream().mapToInt(text -> Font.width(Transliteration.of(text))).max().orElse(0);
    return Layout.of(Transliteration.of(title), longest, captions.size(), width, height);
  }

  /** Draws a tile; the caption is its channel, say. */
  public void rendered(int place, String caption, Raster tile) {
    clear(place);
    picture(place, tile);
    caption(place, caption, "", CAPTION);
  }

  /** Draws the tile of a dead unit: dimmed and crossed out, {@code 17 dead} under it. */
  public void dead(int place, String caption, Raster tile) {
    clear(place);
    picture(place, tile);
    // 0.65: still to be recognised, never to be taken for a living one
    canvas.blend(left(place), top(place), drawnWidth(), drawnHeight(), BACKGROUND, 0.65);
    cross(place);
    caption(place, caption, Mark.DEAD.word, Mark.DEAD.ink);
  }

  /** Draws the place of a dead unit that left no tile. */
  public void dead(int place, String caption) {
    placeholder(place, caption, Mark.DEAD);
    cross(place);
  }

  /** Draws the place of a unit whose rendering failed: a red hatch, {@code 17 failed} under it. */
  public void failed(int place, String caption) {
    placeholder(place, caption, Mark.FAILED);
  }

  /** Draws the place of a unit without a tile: a blue hatch, {@code 17 missing} under it. */
  public void missing(int place, String caption) {
    placeholder(place, caption, Mark.MISSING);
  }

  /**
   * Bytes that a sheet takes until it is a file.
   *
   * @param captions of all its places
   */
  public static long heapBytes(String title, List<String> captions, int width, int height) {
    Layout layout = layout(title, captions, width, height);
    // 3 bytes a pixel, and while it is encoded as many again, or somewhat more
    return 7L * layout.width() * layout.height();
  }

  public int width() {
    return layout.width();
  }

  public int height() {
    return layout.height();
  }

  /** The sheet as it is now, as a PNG with texts as in {@link Png#encode}. */
  public byte[] png(Map<String, String> texts) {
    return canvas.png(texts);
  }

  private void picture(int place, Raster tile) {
    if (tile.width() != tileWidth || tile.height() != tileHeight) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid tile: %dx%d (must be %dx%d like all of the sheet)",
              tile.width(),
              tile.height(),
              tileWidth,
              tileHeight));
    }
    int factor = Math.max(1, drawnWidth() / tileWidth);
    Raster drawn =
        factor > 1 || drawnWidth() == tileWidth
            ? tile
            : Resample.shrink(tile, drawnWidth(), drawnHeight());
    canvas.picture(left(place), top(place), drawn, factor);
  }

  private void placeholder(int place, String caption, Mark mark) {
    clear(place);
    hatch(place, mark.ground);
    int scale = Math.max(1, Math.min(drawnWidth(), drawnHeight()) / 24);
    int across = Font.width(mark.sign) * scale;
    // 7: the sign has nothing below its base line
    int down = 7 * scale;
    if (across <= drawnWidth() && down <= drawnHeight()) {
      int x = left(place) + (drawnWidth() - across) / 2;
      int y = top(place) + (drawnHeight() - down) / 2;
      canvas.text(x, y, mark.sign, scale, mark.ink);
    }
    caption(place, caption, mark.word, mark.ink);
  }

  private void clear(int place) {
    if (place < 0 || place >= tiles) {
      throw new IndexOutOfBoundsException(
          "Invalid place: " + place + " (must be 0 to " + (tiles - 1) + ")");
    }
    int down = drawnHeight() + layout.grid().captionHeight();
    int side = layout.grid().gap() / 2;
    canvas.fill(left(place) - side, top(place), drawnWidth() + 2 * side, down, BACKGROUND);
  }

  private void hatch(int place, int stripe) {
    int period = Math.max(4, drawnWidth() / 12);
    for (int y = 0; y < drawnHeight(); y++) {
      for (int x = 0; x < drawnWidth(); x++) {
        int color = (x + y) % period * 2 < period ? stripe : BACKGROUND;
        canvas.set(left(place) + x, top(place) + y, color);
      }
    }
  }

  /** Both diagonals. */
  private void cross(int place) {
    int pen = Math.max(1, drawnWidth() / 40);
    for (int y = 0; y < drawnHeight(); y++) {
      int x = (int) ((long) y * (drawnWidth() - pen) / Math.max(1, drawnHeight() - 1));
      canvas.fill(left(place) + x, top(place) + y, pen, 1, Mark.DEAD.ink);
      canvas.fill(left(place) + drawnWidth() - pen - x, top(place) + y, pen, 1, Mark.DEAD.ink);
    }
  }

  /** The caption and the mark's word; without the word, then shortened, if need be. */
  private void caption(int place, String caption, String word, int color) {
    int most = layout.grid().captionWidth() / layout.scale();
    String name = Transliteration.of(caption);
    String whole = (name + " " + word).strip();
    boolean fits = Font.width(whole) <= most || name.isEmpty();
    String text = Layout.shortened(fits ? whole : name, most);
    int across = Font.width(text) * layout.scale();
    int x = left(place) + Math.floorDiv(drawnWidth() - across, 2);
    canvas.text(x, top(place) + drawnHeight() + 2 * layout.scale(), text, layout.scale(), color);
  }

  private int left(int place) {
    return layout.left(place);
  }

  private int top(int place) {
    return layout.top(place);
  }

  private int drawnWidth() {
    return layout.grid().tileWidth();
  }

  private int drawnHeight() {
    return layout.grid().tileHeight();
  }
}
