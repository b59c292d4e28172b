package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people read on a terminal. */
@Timeout(60)
class PagerTest {
  @TempDir Path folder;
  private final StringWriter printed = new StringWriter();
  private final PrintWriter out = new PrintWriter(printed);

  private Pager pager(String program) {
    return Pager.of(
        out,
        Map.of("PAGER", program, "PATH", System.getenv("PATH")),
        ProcessBuilder.Redirect.to(folder.resolve("screen").toFile()));
  }

  @Test
  void aProgramShowsAllLines() throws IOException {
    try (Pager pager = pager("sed 's/^/- /'")) {
      pager.writer().println("Größe");
      pager.writer().println("2");
    }

    assertThat(Files.readAllLines(folder.resolve("screen"))).containsExactly("- Größe", "- 2");
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void whoReadsNoFurtherIsNotWaitedFor() throws IOException {
    int lines = 0;
    try (Pager pager = pager("head -n 2")) {
      while (!pager.writer().checkError()) {
        pager.writer().println(lines++);
      }
    }

    assertThat(lines).isPositive();
    assertThat(Files.readAllLines(folder.resolve("screen"))).containsExactly("0", "1");
  }

  @Test
  void withoutAProgramAllIsPrinted() {
    for (String none : new String[] {"no-such-program -x", "cat", "", "/no/such"}) {
      try (Pager pager = pager(none)) {
        pager.writer().print("x");
      }
    }

    assertThat(printed).hasToString("xxxx");
  }

  @Test
  void whereThereIsNoTerminalAllIsPrinted() {
    try (Pager pager = Pager.of(out)) {
      pager.writer().print("x");
    }

    assertThat(printed).hasToString("x");
  }
}
