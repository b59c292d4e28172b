package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundRobinBenchmarkTest {
  private final List<String> turns = new ArrayList<>();

  @Test
  void peersTakeTurnsAndTheFirstTurnOnlyWarmsUp() {
    RoundRobinBenchmark benchmark =
        new RoundRobinBenchmark(List.of(peer("ours", 1, 9, 2, 3), peer("theirs", 1, 9, 8, 9)));

    assertThat(benchmark.run(1, 2, 3, 7))
        .containsExactly(
            new PeerResult("ours", List.of(9.0, 2.0, 3.0), 0, 0.05),
            new PeerResult("theirs", List.of(9.0, 8.0, 9.0), 0, 0.05));
    assertThat(turns)
        .containsExactly("ours", "theirs", "ours", "theirs", "ours", "theirs", "ours", "theirs");
  }

  @Test
  void ratioIsTakenRoundByRound() {
    PeerResult ours = new PeerResult("ours", List.of(1.0, 10.0, 2.0), 0, 0.05);
    PeerResult theirs = new PeerResult("theirs", List.of(3.0, 20.0, 6.0), 0, 0.05);

    assertThat(theirs.timesSlowerThan(ours)).isEqualTo(3.0);
    assertThat(theirs.median()).isEqualTo(6.0);
    assertThat(theirs.least()).isEqualTo(3.0);
    assertThat(new PeerResult("even", List.of(1.0, 2.0), 0, 0.05).median()).isEqualTo(1.5);
  }

  @Test
  void distanceIsRelativeToTheReference() {
    TimedStep reference = new TimedStep(1, new float[] {3, 4});

    assertThat(new TimedStep(1, new float[] {3, 4.5f}).distanceTo(reference)).isEqualTo(0.1);
    assertThat(reference.distanceTo(reference)).isZero();
    assertThat(new PeerResult("rounds otherwise", List.of(1.0), 0.01, 0.05).agrees()).isTrue();
    assertThat(new PeerResult("computes otherwise", List.of(1.0), 0.1, 0.05).agrees()).isFalse();
    assertThat(lessPrecise(0.1).agrees()).isTrue();
    assertThat(lessPrecise(Double.NaN).agrees()).isFalse();
    assertThat(new PeerResult("computes nothing", List.of(1.0), Double.NaN, 0.05).agrees())
        .isFalse();
  }

  @Test
  void benchmarkNeedsAPeerAndARound() {
    assertThatThrownBy(() -> new RoundRobinBenchmark(List.of()))
        .hasMessage("Invalid peers: none (must be at least 1)");
    assertThatThrownBy(() -> new RoundRobinBenchmark(List.of(peer("ours", 1))).run(1, 2, 0, 7))
        .hasMessage("Invalid rounds: none (must be at least 1)");
  }

  @Test
  void vgg19CountsTheOperationsOfBothDirections() {
    // 19.6 billion multiply-adds are the whole VGG19's at 224 px (its dense layers 0.12 of them).
    Workload vgg19 = Workload.vgg19(1);

    assertThat(vgg19.operations(1, 224) / 4).isCloseTo(19.51e9, within(0.01e9));
    assertThat(vgg19.operations(8, 128)).isEqualTo(8 * vgg19.operations(1, 128));
  }

  private static PeerResult lessPrecise(double distance) {
    return new PeerResult("computes less", List.of(1.0), distance, Double.POSITIVE_INFINITY);
  }

  private Peer peer(String name, double... seconds) {
    Iterator<Double> answers = java.util.Arrays.stream(seconds).iterator();
    return new Peer() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public TimedStep step(float[] images, int batch, int pixels) {
        turns.add(name);
        return new TimedStep(answers.next(), images);
      }

      @Override
      public void close() {}
    };
  }
}
