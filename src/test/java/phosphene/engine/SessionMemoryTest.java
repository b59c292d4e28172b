package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.engine.TestEngines.Subject;

/** What closed sessions have left in the memory of the process. */
@EveryEngine
class SessionMemoryTest {
  @TempDir Path folder;

  private final Subject subject;

  SessionMemoryTest(Subject subject) {
    this.subject = subject;
  }

  @Test
  @Timeout(600)
  void theSessionsOfAnAtlasLeaveNothing() {
    assertThat(AtlasSessions.growth(subject, 0, folder)).isLessThan(AtlasSessions.MOST_BYTES);
  }
}
