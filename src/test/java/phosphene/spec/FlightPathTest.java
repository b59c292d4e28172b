package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.spec.Keyframe.Ease;

/** Ways of flights: what holds when. */
class FlightPathTest {
  private static final Mix A = unit("a", 1);
  private static final Mix B = unit("b", 2);
  private static final Motion FAST = new Motion(4, 90, 0.5, -0.25);

  private static Mix unit(String layer, int channel) {
    return new Mix(List.of(new Mix.Term(layer, Optional.of(channel), 1)));
  }

  private static FlightPath path(Ease ease) {
    return new FlightPath(
        List.of(
            new Keyframe(1, A, Motion.STILL, 2, ease, "x.yaml:1"),
            new Keyframe(3, B, FAST, 6, ease, "x.yaml:2")),
        4);
  }

  @Test
  void unitsFadeAndMotionGoesOverBetweenKeyframes() {
    FlightPath path = path(Ease.LINEAR);

    assertThat(path.at(0)).isEqualTo(new FlightPath.Moment(A, Motion.STILL, 2));
    assertThat(path.at(1)).isEqualTo(path.at(0));
    assertThat(path.at(2).units().name()).isEqualTo("a.1@0.5+b.2@0.5");
    assertThat(path.at(2).motion()).isEqualTo(new Motion(2, 45, 0.25, -0.125));
    assertThat(path.at(2).steps()).isEqualTo(4);
    assertThat(path.at(3)).isEqualTo(new FlightPath.Moment(B, FAST, 6));
    assertThat(path.at(100)).isEqualTo(path.at(3));
  }

  @Test
  void easesDiffer() {
    assertThat(share(path(Ease.LINEAR))).isCloseTo(0.25, within(1e-12));
    assertThat(share(path(Ease.SMOOTH))).isCloseTo(0.15625, within(1e-12));
    assertThat(path(Ease.HOLD).at(2.99)).isEqualTo(path(Ease.HOLD).at(0));
    assertThat(path(Ease.HOLD).at(3)).isEqualTo(path(Ease.LINEAR).at(3));
  }

  /** That of the second unit a quarter of the way. */
  private static double share(FlightPath path) {
    Mix mix = path.at(1.5).units();
    return mix.share(mix.terms().get(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 24, 60})
  void aSecondMovesAsFarAtEveryFrameRate(int fps) {
    double zoom = 1;
    double rotate = 0;
    double right = 0;
    for (int frame = 0; frame < fps; frame++) {
      Motion step = FAST.during(1.0 / fps);
      zoom *= step.zoom();
      rotate += step.rotate();
      right += step.right();
    }
    assertThat(zoom).isCloseTo(4, within(1e-9));
    assertThat(rotate).isCloseTo(90, within(1e-9));
    assertThat(right).isCloseTo(0.5, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(Ease.class)
  void theJsonOfAPathIsThatPath(Ease ease) {
    FlightPath path = path(ease);
    assertThat(FlightPath.read("path", path.json()).json()).isEqualTo(path.json());
    assertThat(FlightPath.read("path", path.json()).at(1.7)).isEqualTo(path.at(1.7));
  }

  @Test
  void framesAreThoseOfTheTime() {
    assertThat(path(Ease.LINEAR).frames(24)).isEqualTo(96);
    assertThat(new FlightPath(path(Ease.LINEAR).keyframes(), 3.02).frames(10)).isEqualTo(30);
  }

  @Test
  void pathsThatNobodyCanFlyAreRefused() {
    List<Keyframe> two = path(Ease.LINEAR).keyframes();
    assertThatThrownBy(() -> new FlightPath(List.of(), 1))
        .hasMessage("Invalid keyframes: [] (must be at least one)");
    assertThatThrownBy(() -> new FlightPath(List.of(two.get(1), two.get(0)), 9))
        .hasMessage("Invalid keyframes: at 1.0 (must be later than the one before, at 3.0)");
    assertThatThrownBy(() -> new FlightPath(two, 2))
        .hasMessage(
            "Invalid seconds: 2.0 (must be between that of the last keyframe, 3.0, and 86400)");
    assertThatThrownBy(() -> new FlightPath(two, 0))
        .hasMessage("Invalid seconds: 0 (must be more than 0)");
  }
}
