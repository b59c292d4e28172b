package phosphene.gallery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.security.AccessControlException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.gallery.Hours;

/** How long a store is waited for. */
class RetryPolicyTest {
  private final Hours time = new Hours();
  private final Away away = new Away();
  private final ObjectStore patient = new RetryPolicy(time, () -> {}).of(away);

  @Test
  void everyCallOutlastsTenMinutesOfOutage() throws Throwable {
    away.write("x", new byte[] {1});
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> patient.write("y", new byte[] {2}),
            () -> assertThat(patient.find("x")).hasValue(new byte[] {1}),
            () -> assertThat(patient.fingerprint("x").orElseThrow().bytes()).isOne(),
            () -> assertThat(patient.list("")).hasSize(2),
            () -> patient.delete("x"))) {
      Duration begin = time.passed();
      away.lose(new IOException("connection lost"));
      time.every(600, away::comeBack);

      call.call();

      assertThat(time.passed().minus(begin))
          .isBetween(Duration.ofMinutes(10), Duration.ofSeconds(630));
    }
    assertThat(away.names()).containsExactly("y");
  }

  @Test
  void aStoreThatStaysAwayIsToldAfterTwelveMinutes() {
    away.lose(new IOException("connection lost"));

    assertThatThrownBy(() -> patient.write("x", new byte[1]))
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot do it: connection lost");

    assertThat(time.passed()).isBetween(Duration.ofMinutes(12), Duration.ofSeconds(750));
    assertThat(away.calls).as("pauses grow").isBetween(24, 32);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aStoreThatSaysNoIsAskedOnce(IOException no) {
    away.lose(no);

    assertThatThrownBy(() -> patient.list("x")).isInstanceOf(StoreException.class);

    assertThat(away.calls).isOne();
    assertThat(time.passed()).isZero();
  }

  static Stream<IOException> refusals() {
    return Stream.of(
        new AccessDeniedException("x"),
        new AccessControlException("x"),
        new FileNotFoundException("x"),
        new WriterLostException("another job has it"));
  }

  @Test
  void aDiskOfThisMachineIsNotWaitedFor() {
    RetryPolicy policy = new RetryPolicy(time, () -> {});
    away.lose(new IOException("No space left on device"));

    assertThatThrownBy(() -> policy.call("file:/tmp/x", () -> away.find("x")))
        .isInstanceOf(StoreException.class);
    assertThat(time.passed()).isZero();

    away.lose(new WriterDoubtException("its lease could not be renewed for 50 s"));
    time.every(60, away::comeBack);
    assertThat(policy.call("file:/tmp/x", () -> away.find("x"))).isEmpty();
    assertThat(time.passed()).as("but a lease is").isGreaterThan(Duration.ofMinutes(1));
  }

  @Test
  void aTaskThatIsToEndEndsAtOnce() {
    away.lose(new IOException("connection lost"));
    IllegalStateException killed = new IllegalStateException("killed");
    RetryPolicy policy =
        new RetryPolicy(
            time,
            () -> {
              if (time.passed().compareTo(Duration.ofSeconds(100)) >= 0) {
                throw killed;
              }
            });

    assertThatThrownBy(() -> policy.of(away).find("x")).isSameAs(killed);
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(100));
    away.comeBack();
    assertThatThrownBy(() -> policy.of(away).write("x", new byte[1])).isSameAs(killed);
    assertThat(away.names()).as("nor does it write").isEmpty();
  }

  @Test
  void whatMayHaveBeenCreatedIsNotCreatedAgain() {
    away.lose(new IOException("connection lost"));

    assertThatThrownBy(() -> patient.create("x", new byte[1])).isInstanceOf(StoreException.class);
    assertThat(away.calls).isOne();
  }

  /** A store that is away for a while. */
  private static final class Away extends ForwardingStore {
    private Optional<IOException> trouble = Optional.empty();
    private int calls;

    Away() {
      super(new MemoryStore());
    }

    void lose(IOException why) {
      trouble = Optional.of(why);
    }

    void comeBack() {
      trouble = Optional.empty();
    }

    List<String> names() {
      return super.list("").stream().map(Entry::name).toList();
    }

    private void ask() {
      calls++;
      trouble.ifPresent(
          why -> {
            throw new StoreException("Cannot do it", why);
          });
    }

    @Override
    public Optional<byte[]> find(String name) {
      ask();
      return super.find(name);
    }

    @Override
    public void write(String name, byte[] bytes) {
      ask();
      super.write(name, bytes);
    }

    @Override
    public boolean create(String name, byte[] bytes) {
      ask();
      return super.create(name, bytes);
    }

    @Override
    public List<Entry> list(String folder) {
      ask();
      return super.list(folder);
    }

    @Override
    public void delete(String name) {
      ask();
      super.delete(name);
    }
  }
}
