package phosphene.spec;

import java.util.Map;

/** How job files write {@link Photos}, whatever the job does with them. */
final class PhotosForm {
  // 50 million pixels are 600 MB as the numbers that a dream works on.
  private static final long PIXELS = 50_000_000;

  private PhotosForm() {}

  static Photos read(Section section) {
    String place = section.requireText("photos");
    long limit = section.longWhole("pixel-limit", PIXELS);
    String where = section.require("photos").place();
    return section.make(() -> new Photos(place, limit, where));
  }

  static void write(Photos photos, Map<String, Object> written) {
    written.put("photos", photos.place());
    written.put("pixel-limit", photos.pixelLimit());
  }
}
