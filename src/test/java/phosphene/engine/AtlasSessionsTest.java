package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the measurement of memory sees. */
class AtlasSessionsTest {
  private static final int LOST = 100_000;

  @TempDir Path folder;

  @Test
  @Timeout(600)
  void aSmallLossInEachSessionIsSeen() {
    long growth = AtlasSessions.growth(TestEngines.onProcessor().get(0), LOST, folder);

    assertThat(growth)
        .isGreaterThan(AtlasSessions.MOST_BYTES)
        .isGreaterThan(AtlasSessions.COUNT * LOST);
  }
}
