package phosphene.gallery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import phosphene.plan.FlightKey;
import phosphene.plan.TileGroup;
import phosphene.plan.TileKey;
import phosphene.plan.Unit;

/** The names of a gallery's objects. */
public final class Layout {
  /** The manifest. */
  public static final String MANIFEST = "gallery.json";

  /** How the last run went. */
  public static final String SUMMARY = "summary.json";

  /** The folder of leases. */
  public static final String LEASE = "lease";

  /** The folder of the index table of tiles. */
  public static final String TILES = "index/tiles";

  /** The folder of dreams. */
  public static final String DREAMS = "dreams";

  /** The folder of tours. */
  public static final String TOURS = "tours";

  /** The folder of flights. */
  public static final String FLIGHTS = "flights";

  /** The folder of scans. */
  public static final String SCANS = "scans";

  /** The folder of the contact sheets. */
  public static final String SHEETS = "sheets";

  /** The folder of sheets of what excites units. */
  static final String CROPS = "site/crops";

  // File systems take names of 255 bytes; 200 leave room for an extension.
  private static final int MOST_SEGMENT = 200;
  private static final int MOST_PATH = 700;
  private static final int KEPT = 150;
  // 32 hex digits are 128 bits: two names share them by no accident.
  private static final int DIGITS = 32;
  private static final String CUT = "~";
  private static final int KEY_DIGITS = 12; // of a few versions of one flight

  /** What the names of frames match, below {@link #FLIGHTS}. */
  public static final String FRAME = ".+/[0-9a-f]{" + KEY_DIGITS + "}/[0-9]{6,}\\.png";

  /** What is beside the frames of an unfinished flight. */
  public static final String CHECKPOINT = "checkpoint";

  private Layout() {}

  /**
   * The image of a unit.
   *
   * @param rendering its name
   */
  public static String tile(String rendering, Unit unit) {
    TileGroup group = new TileGroup(rendering, unit.layer());
    return "tiles/" + folder(group) + "/" + unit.channel() + ".png";
  }

  private static String folder(TileGroup group) {
    return segment(group.rendering()) + "/" + segment(group.layer());
  }

  /** True if an object of that name holds the values of all neurons of a photo. */
  public static boolean holdsNeurons(String name) {
    return name.startsWith(SCANS + "/") && name.endsWith("/" + Scan.NEURONS.file);
  }

  /** What a scan leaves of a photo. */
  public enum Scan {
    /** What the network saw. */
    PICTURE("photo.jpg"),
    /** The values of all neurons. */
    NEURONS("scan.js");

    private final String file;

    Scan(String file) {
      this.file = file;
    }

    /** What the names of all parts match, below {@link #SCANS}. */
    public static String names() {
      return Arrays.stream(values())
          .map(part -> Pattern.quote(part.file))
          .collect(Collectors.joining("|", "(?s)(.+/)?(", ")"));
    }
  }

  /**
   * A part of the scan of a photo, in a folder of the photo's own.
   *
   * @param photo its path in the collection
   */
  public static String scan(String photo, Scan part) {
    return SCANS + "/" + segments(photo) + "/" + part.file;
  }

  /** The contact sheet of a layer in a rendering. */
  public static String sheet(TileGroup group) {
    return SHEETS + "/" + folder(group) + ".png";
  }

  /**
   * A page of the contact sheet of a layer that has more units than one holds.
   *
   * @param page from 1
   */
  public static String sheet(TileGroup group, int page) {
    return String.format(Locale.ROOT, "%s/%s%s%03d.png", SHEETS, folder(group), CUT, page);
  }

  /** True if an object of that name is the contact sheet of a layer, or a page of it. */
  public static boolean isSheet(TileGroup group, String name) {
    String start = SHEETS + "/" + folder(group);
    return name.startsWith(start) && name.substring(start.length()).matches("(~\\d{3,})?\\.png");
  }

  /**
   * The dream of a photo: in a folder of the photo's own, so that {@code a.jpg} and {@code a.png}
   * keep apart.
   *
   * @param photo its path in the collection
   * @param mix what is amplified, by its name
   * @param extension of the file
   */
  public static String dream(String photo, String mix, String extension) {
    return DREAMS + "/" + segments(photo) + "/" + brief(mix) + "." + extension;
  }

  /** What a tour is made of. */
  public enum Tour {
    SHEET("sheet.png"),
    GIF("tour.gif"),
    MP4("tour.mp4");

    private final String file;

    Tour(String file) {
      this.file = file;
    }
  }

  /**
   * A part of the tour of a photo, in a folder of the photo's own.
   *
   * @param photo its path in the collection
   */
  public static String tour(String photo, Tour part) {
    return TOURS + "/" + segments(photo) + "/" + part.file;
  }

  /** What is made of the frames of a flight. */
  public enum Film {
    POSTER("png"),
    GIF("gif"),
    WEBM("webm"),
    MP4("mp4");

    private final String extension;

    Film(String extension) {
      this.extension = extension;
    }
  }

  /** A film of a flight, or its poster. */
  public static String film(String flight, Film kind) {
    return FLIGHTS + "/" + brief(flight) + "." + kind.extension;
  }

  /**
   * A frame of a flight, in a folder of the flight's own and of its key: the frames of a path that
   * was changed do not replace those which rows describe.
   */
  public static String frame(String flight, FlightKey key, int number) {
    return String.format(Locale.ROOT, "%s/%06d.png", frames(flight, key), number);
  }

  /** Where an unfinished flight goes on from. */
  public static String checkpoint(String flight, FlightKey key) {
    return frames(flight, key) + "/" + CHECKPOINT;
  }

  private static String frames(String flight, FlightKey key) {
    return FLIGHTS + "/" + brief(flight) + "/" + key.hex().substring(0, KEY_DIGITS);
  }

  /** The contact sheet of a flight, over its time. */
  public static String flightSheet(String flight) {
    return SHEETS + "/" + brief(flight) + ".png";
  }

  /**
   * A contact sheet of a folder of photos. The tilde keeps it apart from the sheets of folders
   * below.
   *
   * @param folder its path in the collection, empty for the collection itself
   * @param number from 1
   */
  public static String folderSheet(String folder, int number) {
    String place = folder.isEmpty() ? "" : segments(folder) + "/";
    return String.format(Locale.ROOT, "%s/%ssheet~%03d.png", SHEETS, place, number);
  }

  /**
   * A path with each of its segments made safe. Paths of more than 700 letters become one digest:
   * object stores take names of 1024 bytes.
   */
  private static String segments(String path) {
    String safe =
        Arrays.stream(path.split("/", -1)).map(Layout::brief).collect(Collectors.joining("/"));
    return safe.length() <= MOST_PATH ? safe : CUT + TileKey.sha256(path);
  }

  /**
   * A name as a {@link #segment} of at most 200 letters: a longer one is cut, and a tilde, which no
   * other segment holds, and a digest follow.
   */
  private static String brief(String name) {
    String segment = segment(name);
    if (segment.length() <= MOST_SEGMENT) {
      return segment;
    }
    String start = segment.substring(0, KEPT).replaceFirst("%.?$", ""); // no half letters
    return start + CUT + TileKey.sha256(name).substring(0, DIGITS);
  }

  /**
   * A name as one segment of a path: all but letters, digits, {@code _}, {@code -} and inner dots
   * is percent-encoded, so that two names never share a segment. The empty name is {@code %}.
   */
  public static String segment(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    StringBuilder segment = new StringBuilder(name.isEmpty() ? "%" : "");
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean letter = c < 128 && Character.isLetterOrDigit(c);
      boolean innerDot = c == '.' && i > 0 && i < bytes.length - 1;
      boolean plain = letter || c == '_' || c == '-' || innerDot;
      segment.append(plain ? Character.toString(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return segment.toString();
  }
}
