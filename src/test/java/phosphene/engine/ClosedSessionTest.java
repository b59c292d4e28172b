package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Convolution;
import phosphene.network.Network;
import phosphene.network.Window;
import phosphene.spec.Tap;

/** A session that is closed says so: its memory may be another's. */
@EveryEngine
class ClosedSessionTest {
  private static final int SIZE = 6;
  private static final Network NETWORK =
      Toys.network(SIZE, 1, Toys.relu("conv", new Convolution(2, Window.of(3, 1, 1)), "input"));
  private static final Target TARGET = new Target("conv", Tap.POST);
  private static final TargetChannel CHANNEL = new TargetChannel(0, 0, 1);

  private final Subject subject;

  ClosedSessionTest(Subject subject) {
    this.subject = subject;
  }

  @ParameterizedTest(name = "focused: {0}")
  @ValueSource(booleans = {false, true})
  void everyCallOfAClosedSessionIsRefused(boolean focused) {
    try (Engine engine = subject.open(NETWORK)) {
      Session session =
          focused
              ? engine.focus(TARGET, List.of(1), SIZE, SIZE)
              : engine.open(List.of(TARGET), new Batch(1, SIZE, SIZE));
      session.forward(new float[3 * SIZE * SIZE]);
      session.backward(ReluRule.EXACT, new float[3 * SIZE * SIZE]);
      session.close();
      calls()
          .forEach(
              (name, call) ->
                  assertThatThrownBy(() -> call.accept(session))
                      .as(name)
                      .isInstanceOf(IllegalStateException.class)
                      .hasMessage("Cannot use a session: it is closed"));
      assertThatCode(session::close).as("closed twice").doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 3)
  void whatIsClosedTwiceIsOfNoHarmToTheNext(int times) {
    try (Engine engine = subject.open(NETWORK)) {
      float[] pixels = new float[3 * SIZE * SIZE];
      StepBits first = StepBits.of(engine, List.of(TARGET), new Batch(1, SIZE, SIZE), pixels);
      for (int i = 0; i < times; i++) {
        Session session = engine.open(List.of(TARGET), new Batch(1, SIZE, SIZE));
        session.close();
        try (Session next = engine.open(List.of(TARGET), new Batch(1, SIZE, SIZE))) {
          session.close();
          assertThat(StepBits.of(next, 1, 1, pixels)).isEqualTo(first);
        }
      }
    }
  }

  private static Map<String, Consumer<Session>> calls() {
    float[] planes = new float[3 * SIZE * SIZE];
    float[] map = new float[SIZE * SIZE];
    float[] maps = new float[2 * SIZE * SIZE];
    Map<String, Consumer<Session>> calls = new LinkedHashMap<>();
    calls.put("shape", session -> session.shape(0));
    calls.put("forward", session -> session.forward(planes));
    calls.put("read", session -> session.read(CHANNEL, map));
    calls.put("add", session -> session.addGradient(CHANNEL, map));
    calls.put("read all", session -> session.read(0, 0, maps));
    calls.put("add to all", session -> session.addGradient(0, 0, maps));
    calls.put("backward", session -> session.backward(ReluRule.EXACT, planes));
    return calls;
  }
}
