package phosphene.primer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.primer.ControlExperiment.Arm;
import phosphene.spec.Seed;

/** The experiment's plan, far too short to show anything. */
class ControlExperimentTest {
  private final ControlExperiment control =
      new ControlExperiment(new TrainingPlan(new Seed(1), 40, 8), 48);

  @Test
  void threeNetworksAreTrainedOneAfterTheOther() throws Exception {
    List<Integer> seen = new ArrayList<>();

    List<Arm> arms = control.run((images, loss) -> seen.add(images));

    assertThat(arms)
        .extracting(Arm::trainedOn)
        .containsExactly("pictures, their own labels", "the same pictures, random labels", "noise");
    assertThat(arms)
        .allSatisfy(
            arm -> {
              assertThat(arm.learnt()).isBetween(0.0, 1.0);
              assertThat(arm.heldOut()).isBetween(0.0, 1.0);
            });
    assertThat(seen).hasSize(15).isSorted().endsWith(control.images());
  }

  @Test
  void theTableSaysWhatChanceIs() {
    List<Arm> arms = List.of(new Arm("pictures, their own labels", 0.991, 0.95));

    assertThat(ControlExperiment.of(new TrainingPlan(new Seed(1), 64, 8)).table(arms).lines())
        .containsExactly(
            "trained on                          training pictures  held-out pictures",
            "pictures, their own labels                      99.1%              95.0%",
            "Chance: one of 48 classes, 2.1% (99 of 100 guesses at 2,000 pictures give 1.3% to"
                + " 2.9%).");
  }
}
