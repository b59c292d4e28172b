package phosphene;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import phosphene.House.Room;

/**
 * How large packages are, and the house drawn: {@code target/house.txt} and {@code
 * target/house.svg}.
 */
@AnalyzeClasses(packages = "phosphene", importOptions = DoNotIncludeTests.class)
class HouseTest {
  private static final double MOST_OF_ALL_LINES = 0.1;
  private static final int MANY_FILES = 45;

  /** Packages of more than 45 files, with the reason. */
  private static final Map<String, String> LARGE =
      Map.of(
          "ascent",
              "a class for each objective and its terms, each parameterization and each optimizer",
          "cli", "a class for each command, and for each of bench's measurements",
          "spec", "a record for each thing that a job file may say",
          "primer", "a class for each kind of shape, ink, pose and backdrop that is painted",
          "network", "a record for each type of layer",
          "engine.onednn", "a plan for each kind of layer, and what sessions are laid out with",
          "network.read.onnx", "a class for each group of operators, on constants and on images");

  private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9.]+)` \\|[^|]+\\| (.+) \\|");

  @ArchTest
  static void thePackagesAreDrawn(JavaClasses classes) throws Exception {
    House house = house(classes);
    String text = HouseDrawing.text(house) + reasons();
    String svg = HouseDrawing.svg(house);
    Files.writeString(Path.of("target/house.txt"), text);
    Files.writeString(Path.of("target/house.svg"), svg);

    assertThat(text).contains(", no cycle").contains(HouseMap.packages());
    assertThat(boxes(svg)).isEqualTo(house.rooms().size());
  }

  @ArchTest
  static void noPackageHoldsMoreThanATenthOfAllLines(JavaClasses classes) {
    House house = house(classes);

    assertThat(house.rooms().values())
        .filteredOn(room -> house.share(room) > MOST_OF_ALL_LINES)
        .extracting(Room::name)
        .isEmpty();
  }

  @ArchTest
  static void everyPackageOfManyFilesHasAReason(JavaClasses classes) {
    Set<String> large =
        house(classes).rooms().values().stream()
            .filter(room -> room.files() > MANY_FILES)
            .map(Room::name)
            .collect(toCollection(TreeSet::new));

    assertThat(large).isEqualTo(LARGE.keySet());
  }

  @ArchTest
  static void floorsAreAboveAllThatTheyUse(JavaClasses classes) {
    List<List<Room>> floors = house(classes).floors();

    Set<String> below = new TreeSet<>();
    for (List<Room> floor : floors) {
      assertThat(floor).isNotEmpty().allSatisfy(room -> assertThat(below).containsAll(room.uses()));
      floor.forEach(room -> below.add(room.name()));
    }
    assertThat(below).isEqualTo(HouseMap.packages());
  }

  /** ARCHITECTURE.md's table of packages. */
  @Test
  void theTableOfPackagesIsTheMap() throws Exception {
    Map<String, Set<String>> said = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("ARCHITECTURE.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        said.put(row.group(1), uses(row.group(2), said));
      }
    }
    Map<String, Set<String>> map = new TreeMap<>();
    HouseMap.packages().forEach(name -> map.put(name, new TreeSet<>(HouseMap.mayUse(name))));
    assertThat(new TreeMap<>(said)).isEqualTo(map);
  }

  /** The packages that a cell names, below the rows {@code above}. */
  private static Set<String> uses(String cell, Map<String, Set<String>> above) {
    Set<String> codes =
        Pattern.compile("`([^`]+)`")
            .matcher(cell)
            .results()
            .map(code -> code.group(1))
            .collect(toCollection(TreeSet::new));
    if (cell.startsWith("as ")) {
      return above.get(codes.iterator().next());
    }
    if (cell.startsWith("all ")) {
      Set<String> all = new TreeSet<>(above.keySet());
      all.removeAll(codes);
      return all;
    }
    return codes;
  }

  @Test
  void aFloorIsTheLongestWayDown() {
    House house = House.of(List.of(room("a", "b", "c"), room("b", "c"), room("c"), room("d", "c")));

    assertThat(house.floors())
        .extracting(floor -> floor.stream().map(Room::name).toList())
        .containsExactly(List.of("c"), List.of("b", "d"), List.of("a"));
    assertThat(house.nextBelow(house.rooms().get("a"))).containsExactly("b");
    assertThat(house.cycle()).isEmpty();
  }

  @Test
  void aCycleIsNamed() {
    House house = House.of(List.of(room("a", "b"), room("b", "c"), room("c", "d", "b"), room("d")));

    assertThat(house.cycle()).containsExactly("b", "c", "b");
    assertThat(HouseDrawing.text(house)).contains("a cycle: b -> c -> b");
    assertThatThrownBy(house::floors).hasMessageContaining("[b, c, b]");
  }

  private static String reasons() {
    StringBuilder reasons = new StringBuilder("\nMore than " + MANY_FILES + " files:\n");
    new TreeMap<>(LARGE)
        .forEach((name, why) -> reasons.append(name).append(": ").append(why).append('\n'));
    return reasons.toString();
  }

  private static Room room(String name, String... uses) {
    return new Room(name, 1, 10, new TreeSet<>(Arrays.asList(uses)));
  }

  private static House house(JavaClasses classes) {
    return House.of(classes, Path.of("src/main/java/phosphene"));
  }

  /** The number of boxes of an SVG image, which is well-formed. */
  private static int boxes(String svg) throws Exception {
    Document read =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    return read.getElementsByTagName("rect").getLength() - 1; // without the background
  }
}
