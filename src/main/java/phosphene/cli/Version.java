package phosphene.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"Phosphene " + text()};
  }

  static String text() {
    try (InputStream in = Version.class.getResourceAsStream("/phosphene/version.properties")) {
      Properties properties = new Properties();
      properties.load(java.util.Objects.requireNonNull(in, "version.properties"));
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
