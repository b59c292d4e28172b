package phosphene.plan;

import java.util.List;

/**
 * What the files of an objective hold, as digests: they enter the keys of its tiles in place of the
 * files' names.
 *
 * @param shared what every tile depends on; empty if there is no such thing
 * @param units what the tile of each unit depends on, by its number: the rows of an array, or
 *     photos; empty where units are channels
 */
public record ObjectiveContents(String shared, List<String> units) {
  /** Of an objective that reads no files. */
  public static final ObjectiveContents NONE = new ObjectiveContents("", List.of());

  public ObjectiveContents {
    units = List.copyOf(units);
  }

  /** What the tile of a unit depends on. */
  String of(int unit) {
    return units.isEmpty() ? shared : units.get(unit);
  }
}
