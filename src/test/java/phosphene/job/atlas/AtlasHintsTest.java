package phosphene.job.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.job.run.Hint;
import phosphene.job.run.Hint.Command.Line;
import phosphene.job.run.Hint.Command.Query;
import phosphene.job.run.Hint.Command.Render;
import phosphene.network.Network;
import phosphene.network.zoo.Networks;
import phosphene.plan.Plan;
import phosphene.spec.AtlasJob;

/** What is suggested after an atlas can be done. */
class AtlasHintsTest {
  @Test
  void afterAClassifierComeItsClasses() {
    Network network = Networks.random("primer", 1).labelled(List.of("eye"));

    assertThat(commands("job: atlas\nnetwork: primer\noutput: o", network))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isInstanceOfSatisfying(
                        Query.class, query -> assertThat(query.sql()).startsWith("SELECT layer, ")),
            second ->
                assertThat(second)
                    .isEqualTo(
                        new Render(
                            "-classes",
                            List.of(
                                "objective=class", "layers=all", "units=all", "recipe=classes"))),
            third ->
                assertThat(third)
                    .isInstanceOfSatisfying(
                        Line.class,
                        line ->
                            assertThat(line.text())
                                .startsWith("./phosphene networks fetch vgg19 && ")));
  }

  @Test
  void afterClassesOrWithoutAnyComesTheOtherSign() {
    Network network = Networks.random("vgg19", 1);

    assertThat(commands("job: atlas\nnetwork: vgg19\nnegative: true\noutput: o", network))
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(Query.class),
            second ->
                assertThat(second).isEqualTo(new Render("-raised", List.of("negative=false"))),
            third ->
                assertThat(third)
                    .isEqualTo(
                        new Render(
                            "-256", List.of("layers=block5_conv4", "units=0", "recipe.size=256"))));
  }

  private static List<Hint.Command> commands(String job, Network network) {
    AtlasJob atlas = AtlasJob.FORM.read("jobs/x.yaml", job, List.of());
    Plan plan = Plan.of(atlas, network.architecture(), network.sha256(), network.labels());
    return AtlasHints.after(atlas, network, plan).stream().map(Hint::command).toList();
  }
}
