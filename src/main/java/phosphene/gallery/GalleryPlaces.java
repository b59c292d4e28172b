package phosphene.gallery;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import phosphene.gallery.store.ObjectName;

/**
 * The places of a gallery that one kind of job fills, or several kinds.
 *
 * @param folders at the top, such as {@code tiles}; those of all kinds are not among them
 * @param pictures what of it rows must name
 */
public record GalleryPlaces(List<String> folders, List<Pictures> pictures) implements Serializable {
  private static final List<String> OF_ALL = List.of("index", "sheets", "site");

  public GalleryPlaces {
    folders = List.copyOf(folders);
    pictures = List.copyOf(pictures);
  }

  /**
   * Objects that rows must name.
   *
   * @param folder at the top
   * @param names what their names match, from the folder on
   * @param marker the name of an object beside images whose rows are not written yet; empty if
   *     there are no such images
   */
  public record Pictures(String folder, Pattern names, String marker) implements Serializable {
    private boolean hold(String name) {
      return below(folder, name) && names.matcher(name.substring(folder.length() + 1)).matches();
    }

    private Optional<String> unfinished(String name) {
      return !marker.isEmpty() && below(folder, name) && name.endsWith("/" + marker)
          ? Optional.of(name.substring(0, name.lastIndexOf('/')))
          : Optional.empty();
    }

    private Optional<String> marker(String picture) {
      return !marker.isEmpty() && hold(picture)
          ? Optional.of(picture.substring(0, picture.lastIndexOf('/') + 1) + marker)
          : Optional.empty();
    }
  }

  /** All that is in a folder, each object with a row. */
  public static Pictures all(String folder) {
    return some(folder, "(?s).+");
  }

  /**
   * What of a folder has a row.
   *
   * @param names what such names match, from the folder on
   */
  public static Pictures some(String folder, String names) {
    return new Pictures(folder, Pattern.compile(names), "");
  }

  /** The places of several kinds together. */
  public static GalleryPlaces of(List<GalleryPlaces> kinds) {
    return new GalleryPlaces(
        kinds.stream().flatMap(kind -> kind.folders.stream()).toList(),
        kinds.stream().flatMap(kind -> kind.pictures.stream()).toList());
  }

  /** True if an object of that name is in one of the folders of a gallery. */
  public boolean belongs(String name) {
    return Stream.concat(OF_ALL.stream(), folders.stream()).anyMatch(folder -> below(folder, name))
        && ObjectName.valid(name);
  }

  private static boolean below(String folder, String name) {
    return name.startsWith(folder + "/");
  }

  /** True if an object of that name must be the image of a row. */
  public boolean holdsPicture(String name) {
    return pictures.stream().anyMatch(some -> some.hold(name)) && ObjectName.valid(name);
  }

  /** The folder that an object is in, if it says that the images there have no rows yet. */
  public Optional<String> unfinished(String name) {
    return pictures.stream().flatMap(some -> some.unfinished(name).stream()).findFirst();
  }

  /** What would say that an image has no row yet; empty if nothing would. */
  public Optional<String> marker(String picture) {
    return ObjectName.valid(picture)
        ? pictures.stream().flatMap(some -> some.marker(picture).stream()).findFirst()
        : Optional.empty();
  }
}
