package phosphene.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/** The scripts of pages: our own, and libraries on the class path. */
final class ClasspathAssets {
  private static final String VERSIONS = "phosphene/version.properties";

  private ClasspathAssets() {}

  /** A file of ours. */
  static byte[] own(String name) {
    return needed("phosphene/site/" + name);
  }

  /** As {@link #own}, as text. */
  static String text(String name) {
    return new String(own(name), StandardCharsets.UTF_8);
  }

  /**
   * three.js as a classic script that sets {@code THREE}. The webjar's build for CommonJS wants
   * nothing but an {@code exports} to write to.
   */
  static byte[] three() {
    String library = new String(needed(three("build/three.cjs")), StandardCharsets.UTF_8);
    String script =
        "(() => {\nconst exports = {};\n" + library + "\nwindow.THREE = exports;\n})();\n";
    return script.getBytes(StandardCharsets.UTF_8);
  }

  /** The licence of three.js. */
  static byte[] licenceOfThree() {
    return needed(three("LICENSE"));
  }

  /**
   * TensorFlow.js, a classic script that sets {@code tf}; empty if this program was built where no
   * npm was.
   */
  static Optional<byte[]> tensorflow() {
    return find("phosphene/site/tf.js")
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .map(script -> script.replaceFirst("//# sourceMappingURL=\\S*\\s*$", ""))
        .map(script -> script.getBytes(StandardCharsets.UTF_8));
  }

  private static String three(String file) {
    Properties versions = new Properties();
    try {
      versions.load(new StringReader(new String(needed(VERSIONS), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "META-INF/resources/webjars/three/" + versions.getProperty("three") + "/" + file;
  }

  private static byte[] needed(String resource) {
    return find(resource).orElseThrow(() -> new AssertionError(resource + " is missing"));
  }

  /** A resource of the class path; empty if it is not there. */
  static Optional<byte[]> find(String resource) {
    try (InputStream in = ClasspathAssets.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }
}
