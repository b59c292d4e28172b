package phosphene;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The packages of the program as compiled code shows them: sizes, and which uses which. */
record House(Map<String, Room> rooms) {
  /**
   * A package.
   *
   * @param name without {@code phosphene.}
   * @param uses the names of the packages whose classes its classes use
   */
  record Room(String name, int files, int lines, Set<String> uses) {
    Room {
      uses = new TreeSet<>(uses);
    }
  }

  static House of(Collection<Room> rooms) {
    Map<String, Room> named = new TreeMap<>();
    rooms.forEach(room -> named.put(room.name(), room));
    return new House(named);
  }

  /** The packages of these classes, with the sizes of their sources. */
  static House of(JavaClasses classes, Path sources) {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass user : classes) {
      Set<String> used =
          uses.computeIfAbsent(HouseMap.shortName(user.getPackageName()), name -> new TreeSet<>());
      for (Dependency arrow : user.getDirectDependenciesFromSelf()) {
        String target = arrow.getTargetClass().getBaseComponentType().getPackageName();
        if (target.startsWith("phosphene.") && !target.equals(user.getPackageName())) {
          used.add(HouseMap.shortName(target));
        }
      }
    }
    List<Room> rooms = new ArrayList<>();
    uses.forEach((name, used) -> rooms.add(measured(name, used, sources)));
    return of(rooms);
  }

  private static Room measured(String name, Set<String> uses, Path sources) {
    try (Stream<Path> found = Files.list(sources.resolve(name.replace('.', '/')))) {
      List<Path> files = found.filter(file -> file.toString().endsWith(".java")).toList();
      int lines = 0;
      for (Path file : files) {
        lines += Files.readAllLines(file).size();
      }
      return new Room(name, files.size(), lines, uses);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int files() {
    return rooms.values().stream().mapToInt(Room::files).sum();
  }

  int lines() {
    return rooms.values().stream().mapToInt(Room::lines).sum();
  }

  /** The part of all lines that a package has, 0 to 1. */
  double share(Room room) {
    return (double) room.lines() / lines();
  }

  /** Packages that use each other in a ring, the first one again at the end; empty if none do. */
  List<String> cycle() {
    Set<String> done = new HashSet<>();
    for (String name : rooms.keySet()) {
      List<String> ring = cycle(name, new ArrayList<>(), done);
      if (!ring.isEmpty()) {
        return ring;
      }
    }
    return List.of();
  }

  private List<String> cycle(String name, List<String> way, Set<String> done) {
    int seen = way.indexOf(name);
    way.add(name);
    if (seen >= 0) {
      return List.copyOf(way.subList(seen, way.size()));
    }
    if (done.add(name)) {
      for (String used : rooms.get(name).uses()) {
        List<String> ring = cycle(used, way, done);
        if (!ring.isEmpty()) {
          return ring;
        }
      }
    }
    way.remove(way.size() - 1);
    return List.of();
  }

  /**
   * The packages from the bottom up. Those of a floor use only packages of lower floors, and at
   * least one of the floor below.
   *
   * @throws IllegalStateException if packages use each other in a ring
   */
  List<List<Room>> floors() {
    if (!cycle().isEmpty()) {
      throw new IllegalStateException("Cannot count floors: a cycle " + cycle());
    }
    Map<String, Integer> floors = new TreeMap<>();
    rooms.keySet().forEach(name -> floor(name, floors));
    List<List<Room>> stacked = new ArrayList<>();
    for (int floor = 0; stacked.stream().mapToInt(List::size).sum() < rooms.size(); floor++) {
      int number = floor;
      stacked.add(
          rooms.values().stream()
              .filter(room -> floors.get(room.name()) == number)
              .sorted(Comparator.comparing(Room::name))
              .toList());
    }
    return stacked;
  }

  private int floor(String name, Map<String, Integer> floors) {
    Integer known = floors.get(name);
    if (known != null) {
      return known;
    }
    int floor = 0;
    for (String used : rooms.get(name).uses()) {
      floor = Math.max(floor, floor(used, floors) + 1);
    }
    floors.put(name, floor);
    return floor;
  }

  /** What a package uses and does not reach through another package that it uses. */
  Set<String> nextBelow(Room room) {
    Set<String> next = new TreeSet<>(room.uses());
    for (String used : room.uses()) {
      next.removeAll(reached(used));
    }
    return next;
  }

  private Set<String> reached(String name) {
    Set<String> reached = new TreeSet<>();
    for (String used : rooms.get(name).uses()) {
      if (reached.add(used)) {
        reached.addAll(reached(used));
      }
    }
    return reached;
  }
}
