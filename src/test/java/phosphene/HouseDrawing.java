package phosphene;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import phosphene.House.Room;

/** The packages as a table of text and as an SVG image, which needs no other program. */
final class HouseDrawing {
  private static final int WIDTH = 144;
  private static final int HEIGHT = 42;
  private static final int COLUMN = 164;
  private static final int ROW = 96;
  private static final int MARGIN = 60;

  private final House house;
  private final Map<String, int[]> places = new HashMap<>();
  private int width;
  private int height;

  private HouseDrawing(House house) {
    this.house = house;
  }

  /** Floors from the top down, each package with its size and all that it uses. */
  static String text(House house) {
    if (!house.cycle().isEmpty()) {
      return headline(house) + "\n";
    }
    StringBuilder text = new StringBuilder(headline(house)).append("\n\n");
    text.append(
        String.format(
            "%-6s%-14s%6s%8s%9s  %s%n", "floor", "package", "files", "lines", "share", "uses"));
    List<List<Room>> floors = house.floors();
    for (int floor = floors.size() - 1; floor >= 0; floor--) {
      for (Room room : floors.get(floor)) {
        text.append(
            String.format(
                Locale.ROOT,
                "%-6d%-14s%6d%,8d%7.1f %%  %s%n",
                floor,
                room.name(),
                room.files(),
                room.lines(),
                100 * house.share(room),
                room.uses().isEmpty() ? "-" : String.join(" ", room.uses())));
      }
    }
    return text.toString();
  }

  private static String headline(House house) {
    List<String> cycle = house.cycle();
    String size =
        String.format(
            Locale.ROOT,
            "%d packages, %d files, %,d lines",
            house.rooms().size(),
            house.files(),
            house.lines());
    return cycle.isEmpty()
        ? size + ", " + house.floors().size() + " floors, no cycle"
        : size + ", a cycle: " + String.join(" -> ", cycle);
  }

  /**
   * A box for each package, as dark as its share of the lines, and an arrow from each to what it
   * uses directly: what it reaches through another is left out.
   *
   * @throws IllegalStateException if packages use each other in a ring
   */
  static String svg(House house) {
    return new HouseDrawing(house).drawn();
  }

  private String drawn() {
    place(house.floors());
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'"
                + " font-family='sans-serif' font-size='12'>%n",
            width, height));
    svg.append(
        String.format(
            "<rect width='100%%' height='100%%' fill='#fff'/>%n<text x='%d' y='30'>%s. An arrow:"
                + " uses directly.</text>%n",
            MARGIN, headline(house)));
    house.rooms().values().forEach(room -> svg.append(arrows(room)));
    house.rooms().values().forEach(room -> svg.append(box(room)));
    return svg.append("</svg>\n").toString();
  }

  private void place(List<List<Room>> floors) {
    int widest = floors.stream().mapToInt(List::size).max().orElse(0);
    width = 2 * MARGIN + widest * COLUMN;
    height = MARGIN + floors.size() * ROW;
    for (int floor = 0; floor < floors.size(); floor++) {
      List<Room> rooms = floors.get(floor);
      int left = (width - rooms.size() * COLUMN) / 2 + (floor % 2) * COLUMN / 4;
      for (int i = 0; i < rooms.size(); i++) {
        int x = left + i * COLUMN + COLUMN / 2;
        places.put(rooms.get(i).name(), new int[] {x, height - ROW / 2 - floor * ROW});
      }
    }
  }

  private String arrows(Room room) {
    StringBuilder arrows = new StringBuilder();
    int[] from = places.get(room.name());
    for (String used : house.nextBelow(room)) {
      int[] to = places.get(used);
      int top = from[1] + HEIGHT / 2;
      int end = to[1] - HEIGHT / 2;
      int middle = (top + end) / 2;
      arrows.append(
          String.format(
              "<path d='M%d %d C%d %d %d %d %d %d' fill='none' stroke='#888'/>"
                  + "<path d='M%d %d l-4 -8 h8 z' fill='#888'/>%n",
              from[0], top, from[0], middle, to[0], middle, to[0], end, to[0], end));
    }
    return arrows.toString();
  }

  private String box(Room room) {
    int[] at = places.get(room.name());
    int light = 97 - (int) Math.round(300 * house.share(room));
    return String.format(
        Locale.ROOT,
        "<rect x='%d' y='%d' width='%d' height='%d' rx='5' fill='hsl(210,70%%,%d%%)'"
            + " stroke='#345'/><text x='%d' y='%d' text-anchor='middle' font-weight='bold'>%s</text>"
            + "<text x='%d' y='%d' text-anchor='middle' font-size='10'>%d files, %,d lines,"
            + " %.1f %%</text>%n",
        at[0] - WIDTH / 2,
        at[1] - HEIGHT / 2,
        WIDTH,
        HEIGHT,
        Math.max(60, light),
        at[0],
        at[1] - 3,
        room.name(),
        at[0],
        at[1] + 13,
        room.files(),
        room.lines(),
        100 * house.share(room));
  }
}
