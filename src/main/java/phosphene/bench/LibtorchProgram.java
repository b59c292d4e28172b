package phosphene.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The small program around libtorch, built.
 *
 * @param folder where Maven left its classes and class path
 */
record LibtorchProgram(Path folder) {

  private static final String SERVER = "phosphene.libtorch.Server";

  /** Builds it with Maven, within seconds if it is built already. */
  static LibtorchProgram build(Path home) throws PeerAbsentException {
    Path pom = home.resolve("src/bench/libtorch/pom.xml");
    if (!Files.exists(pom)) {
      throw new PeerAbsentException("Cannot measure libtorch: no " + pom);
    }
    LibtorchProgram program = new LibtorchProgram(home.resolve("target/libtorch"));
    try {
      Files.createDirectories(program.folder());
      ProcessBuilder maven =
          new ProcessBuilder("mvn", "-q", "-f", pom.toString(), "process-classes");
      maven.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
      maven.redirectErrorStream(true).redirectOutput(program.buildLog().toFile());
      int exit = maven.start().waitFor();
      if (exit != 0) {
        throw new PeerAbsentException(
            "Cannot measure libtorch: Maven ended with " + exit + ", see " + program.buildLog());
      }
      return program;
    } catch (IOException e) {
      throw new PeerAbsentException("Cannot measure libtorch: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerAbsentException("Cannot measure libtorch: interrupted during its build", e);
    }
  }

  /** A process of it, which listens on its standard input; what it says goes to {@link #log}. */
  LibtorchLine start(int threads) throws PeerAbsentException {
    try {
      String jars = Files.readString(folder.resolve("classpath.txt")).strip();
      ProcessBuilder java =
          new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                  "-Xmx1g",
                  "-cp",
                  folder.resolve("classes") + File.pathSeparator + jars,
                  SERVER));
      java.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
      return new LibtorchLine(java.redirectError(log().toFile()).start(), log());
    } catch (IOException e) {
      throw new PeerAbsentException("Cannot measure libtorch: " + e.getMessage(), e);
    }
  }

  Path log() {
    return folder.resolve("libtorch.log");
  }

  private Path buildLog() {
    return folder.resolve("build.log");
  }
}
