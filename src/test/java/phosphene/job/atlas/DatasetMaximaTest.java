package phosphene.job.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import phosphene.gallery.index.UnitRow;
import phosphene.scan.Nonlinearity;
import phosphene.spec.Objective;
import phosphene.spec.Objective.Kind;
import phosphene.spec.Objective.Sign;
import phosphene.spec.Tap;

/** Which figure of all photos is of the kind of a score. */
class DatasetMaximaTest {
  private static final UnitRow ROW =
      new UnitRow(
          "net",
          "00",
          "a",
          0,
          1,
          10,
          0,
          -3,
          0.25,
          0,
          0.5,
          -7,
          List.of(),
          0,
          0,
          List.of(),
          Instant.EPOCH,
          null,
          null);

  private static Optional<Double> value(Kind kind, Tap tap, Nonlinearity nonlinearity) {
    return DatasetMaxima.value(new Objective(kind, Sign.POSITIVE, tap), nonlinearity, ROW);
  }

  @Test
  void aChannelHasItsMeanAtTheTapOfTheObjective() {
    for (Nonlinearity nonlinearity : Nonlinearity.values()) {
      assertThat(value(new Kind.Channel(), Tap.PRE, nonlinearity)).contains(-7.0);
      assertThat(value(new Kind.Channel(), Tap.POST, nonlinearity)).contains(0.5);
    }
  }

  /** The maximum is that before a ReLU, and that after anything else. */
  @Test
  void aNeuronHasItsMaximumWhereItIsKnownAtTheTap() {
    assertThat(value(Kind.Neuron.center(), Tap.PRE, Nonlinearity.RELU)).contains(-3.0);
    assertThat(value(Kind.Neuron.center(), Tap.POST, Nonlinearity.RELU)).contains(0.0);
    assertThat(value(Kind.Neuron.center(), Tap.PRE, Nonlinearity.NONE)).contains(-3.0);
    assertThat(value(Kind.Neuron.center(), Tap.POST, Nonlinearity.NONE)).contains(-3.0);
    assertThat(value(Kind.Neuron.center(), Tap.PRE, Nonlinearity.OTHER)).isEmpty();
    assertThat(value(Kind.Neuron.center(), Tap.POST, Nonlinearity.OTHER)).contains(-3.0);
  }

  @Test
  void whatIsLoweredAndClassesHaveNone() {
    for (Kind kind : List.of(new Kind.Channel(), Kind.Neuron.center(), new Kind.Logit())) {
      Objective lowered = new Objective(kind, Sign.NEGATIVE, Tap.PRE);
      assertThat(DatasetMaxima.value(lowered, Nonlinearity.RELU, ROW)).isEmpty();
    }
    assertThat(value(new Kind.Logit(), Tap.PRE, Nonlinearity.NONE)).isEmpty();
  }
}
