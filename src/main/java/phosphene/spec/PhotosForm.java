package phosphene.spec;

import java.util.List;
import java.util.Map;
import phosphene.spec.Photos.Choice;
import phosphene.spec.Photos.Others;
import phosphene.spec.Photos.Pattern;

/** How job files write {@link Photos}, whatever the job does with them. */
final class PhotosForm {
  static final List<String> KEYS = List.of("photos", "include", "exclude", "strict");

  // 50 million pixels are 600 MB as the numbers that a dream works on.
  private static final long PIXELS = 50_000_000;
  private static final String RULE = "a pattern such as 'trip/**', or a list of them";

  private PhotosForm() {}

  static Photos read(Section section) {
    String place = section.requireText("photos");
    Choice choice =
        new Choice(
            patterns(section, "include"),
            patterns(section, "exclude"),
            section.truth("strict", false) ? Others.TRIED : Others.LEFT_OUT);
    long limit = section.longWhole("pixel-limit", PIXELS);
    String where = section.require("photos").place();
    return section.make(() -> new Photos(place, choice, limit, where));
  }

  private static List<Pattern> patterns(Section section, String key) {
    return section.find(key).map(value -> patterns(key, value)).orElse(List.of());
  }

  private static List<Pattern> patterns(String key, Value value) {
    if (!(value instanceof Value.Items items)) {
      return List.of(pattern(key, value));
    }
    if (items.values().isEmpty()) {
      throw value.invalid(key, RULE);
    }
    return items.values().stream().map(item -> pattern(key, item)).toList();
  }

  private static Pattern pattern(String key, Value value) {
    String text =
        Scalars.text(value)
            .filter(written -> !written.isBlank())
            .orElseThrow(() -> value.invalid(key, RULE));
    if (text.startsWith("/") || text.matches("(?s)\\.\\.?/.*|[A-Za-z][A-Za-z0-9+.-]*:/.*")) {
      throw value.invalid(key, "as seen from the folder of the photos, such as 'trip/**'");
    }
    return new Pattern(text, value.place());
  }

  /** Keys that change nothing are left out, so that jobs without them stay as they were. */
  static void write(Photos photos, Map<String, Object> written) {
    written.put("photos", photos.place());
    written.put("pixel-limit", photos.pixelLimit());
    write("include", photos.choice().include(), written);
    write("exclude", photos.choice().exclude(), written);
    if (photos.choice().others() == Others.TRIED) {
      written.put("strict", true);
    }
  }

  private static void write(String key, List<Pattern> patterns, Map<String, Object> written) {
    if (!patterns.isEmpty()) {
      written.put(key, patterns.stream().map(Pattern::text).toList());
    }
  }
}
