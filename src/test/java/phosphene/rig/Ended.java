package phosphene.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A program that has ended.
 *
 * @param text what it printed and complained of
 */
record Ended(int code, String text) {
  /** Runs a program in an environment that has of our settings only these. */
  static Ended of(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(Set.of("K8S", "IMAGE", "SPARK_HOME", "GPUS"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), text);
  }
}
