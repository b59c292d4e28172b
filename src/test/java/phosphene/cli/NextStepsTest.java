package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.network.Network;
import phosphene.network.Networks;
import phosphene.plan.Plan;
import phosphene.spec.AtlasJob;
import phosphene.spec.JobFile;

/** What is suggested after a job can be done. */
class NextStepsTest {
  @Test
  void afterAClassifierComeItsClasses() {
    Network network = Networks.random("primer", 1).labelled(List.of("eye"));

    assertThat(commands("job: atlas\nnetwork: primer\noutput: o", network))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("./phosphene query out/x \"SELECT layer, "),
            second ->
                assertThat(second)
                    .startsWith("./phosphene render jobs/x.yaml --set objective=class ")
                    .endsWith(" --output out/x-classes"),
            third -> assertThat(third).startsWith("./phosphene networks fetch vgg19 && "));
  }

  @Test
  void afterClassesOrWithoutAnyComesTheOtherSign() {
    Network network = Networks.random("vgg19", 1);

    assertThat(commands("job: atlas\nnetwork: vgg19\nnegative: true\noutput: o", network))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("./phosphene query "),
            second ->
                assertThat(second)
                    .isEqualTo(
                        "./phosphene render jobs/x.yaml --set negative=false --output out/x-raised"),
            third ->
                assertThat(third)
                    .isEqualTo(
                        "./phosphene render jobs/x.yaml --set layers=block5_conv4 --set units=0"
                            + " --set recipe.size=256 --output out/x-256"));
  }

  private static List<String> commands(String job, Network network) {
    AtlasJob atlas = (AtlasJob) JobFile.read("jobs/x.yaml", job, List.of());
    Plan plan = Plan.of(atlas, network.architecture(), network.sha256(), network.labels());
    Suggestions plain = new Suggestions("jobs/x.yaml", List.of(), List.of(), List.of());
    return NextSteps.after(atlas, network, plan, plain, "out/x").stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }
}
