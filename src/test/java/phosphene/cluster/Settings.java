package phosphene.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** System properties of a test, which are what they were once it is closed. */
public final class Settings implements AutoCloseable {
  private final Map<String, Optional<String>> before = new TreeMap<>();

  public static Settings of(Map<String, String> properties) {
    Settings settings = new Settings();
    properties.forEach(
        (key, value) ->
            settings.before.put(key, Optional.ofNullable(System.setProperty(key, value))));
    return settings;
  }

  @Override
  public void close() {
    before.forEach(
        (key, value) ->
            value.ifPresentOrElse(
                old -> System.setProperty(key, old), () -> System.clearProperty(key)));
  }
}
