package phosphene.site;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import phosphene.gallery.Escape;
import phosphene.gallery.store.ObjectName;

/**
 * Where the scan of a photo lies.
 *
 * @param name the object's folder, such as {@code scans/summer/cat.jpg}; its segments are encoded
 */
record ScanFolder(String name) {
  private static final String FOLDER = "scans/";

  ScanFolder {
    if (!name.startsWith(FOLDER) || !ObjectName.valid(name)) {
      throw new IllegalArgumentException(
          "Invalid folder of a scan: " + name + " (must be scans/ and the path of a photo)");
    }
  }

  /** An object in it. */
  String object(String file) {
    return name + "/" + file;
  }

  /** The way from its page to the gallery. */
  String root() {
    return "../".repeat(name.split("/", -1).length);
  }

  /** Its address, from the gallery. */
  String address() {
    return Escape.address(name);
  }

  /** The photo's path, as a person reads it; as it is where it was cut. */
  String photo() {
    String path = name.substring(FOLDER.length());
    try {
      return URLDecoder.decode(path, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException cut) { // a lone % stands for the empty name
      return path;
    }
  }
}
