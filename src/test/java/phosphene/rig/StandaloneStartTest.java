package phosphene.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which folders {@code deploy/standalone/start} empties. */
class StandaloneStartTest {
  @TempDir Path folder;

  private Path home;
  private Path state;

  /** The scripts in a project that looks built, and a Java that ends at once. */
  @BeforeEach
  void project() throws IOException {
    home = folder.resolve("home");
    state = folder.resolve("state");
    Path scripts = Files.createDirectories(home.resolve("deploy/standalone"));
    for (String name : List.of("environment", "start", "stop")) {
      Files.copy(Path.of("deploy/standalone", name), scripts.resolve(name));
      executable(scripts.resolve(name));
    }
    Files.writeString(home.resolve("pom.xml"), "  <version>1</version>\n");
    Files.createDirectories(home.resolve("target/cluster/spark/jars"));
    file(home.resolve("target/phosphene-1-submit.jar"));
    file(home.resolve("target/cluster/s3proxy.jar"));
    file(home.resolve("src/main/resources/log4j2.properties"));
    Path java = home.resolve("bin/java");
    file(java);
    Files.writeString(java, "#!/bin/sh\nexit 3\n");
    executable(java);
  }

  @Test
  void aFolderOfSomebodyElseIsLeftAlone() throws Exception {
    Path theirs = file(state.resolve("photos/a.jpg"));

    assertThat(start())
        .isEqualTo(
            new Ended(
                1,
                "Cannot start: "
                    + state
                    + " is not empty and not of an earlier start (a start empties its folder: remove"
                    + " it, or name another by PHOSPHENE_STANDALONE)\n"));
    assertThat(theirs).exists();
    try (Stream<Path> left = Files.list(state)) {
      assertThat(left).containsExactly(state.resolve("photos"));
    }
  }

  @Test
  void aFileIsLeftAloneToo() throws Exception {
    file(state);

    assertThat(start().text()).startsWith("Cannot start: " + state + " is not empty");
    assertThat(state).isRegularFile();
  }

  @Test
  void aStartEmptiesTheStoreOfAnEarlierOne() throws Exception {
    Files.createDirectory(state);
    assertThat(start().text()).as("begins").contains("Cannot start the s3-server");
    Path earlier = file(state.resolve("objects/phosphene/galleries/tiny/gallery.json"));

    assertThat(start().text()).as("begins again").contains("Cannot start the s3-server");
    assertThat(earlier).doesNotExist();
    assertThat(state.resolve("objects/phosphene")).isEmptyDirectory();
  }

  private Ended start() throws Exception {
    return Ended.of(
        Map.of("PHOSPHENE_STANDALONE", state.toString(), "JAVA_HOME", home.toString()),
        home.resolve("deploy/standalone/start").toString());
  }

  private static Path file(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
