package phosphene.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phosphene.network.Network;
import phosphene.plan.Plan;
import phosphene.plan.Tile;
import phosphene.plan.Unit;
import phosphene.spec.AtlasJob;
import phosphene.spec.Objective;

/** What a user may want to try after an atlas: commands that can be pasted. */
final class NextSteps {
  private static final int CLASS_STEPS = 256;
  // recipe.size takes no more.
  private static final int LARGEST = 4096;

  private NextSteps() {}

  /**
   * Three commands, each under a line that says what it is for.
   *
   * @param plan all that the job asks for
   * @param output the gallery as a path or URI
   */
  static List<String> after(
      AtlasJob job, Network network, Plan plan, Suggestions suggestions, String output) {
    List<String> steps = new ArrayList<>();
    steps.add("# which units rose most, and which units of the layer below feed them");
    steps.add(
        suggestions.query(
            output,
            "SELECT layer, channel, score_end, inputs[0] strongest FROM tiles"
                + " WHERE status = 'rendered' ORDER BY score_end DESC LIMIT 10"));
    boolean classes = job.rendering().objective().kind() == Objective.Kind.CLASS;
    boolean classifier = !network.labels().isEmpty() && network.architecture().logits().isPresent();
    if (!classes && classifier) {
      steps.add("# what each class looks like to the network");
      steps.add(classes(job, suggestions, output));
    } else {
      boolean raised = job.rendering().objective().sign() == Objective.Sign.POSITIVE;
      steps.add(raised ? "# what lowers the units instead" : "# what raises the units instead");
      steps.add(
          suggestions.render(output + (raised ? "-lowered" : "-raised"), "negative=" + raised));
    }
    if (network.architecture().name().equals("primer")) {
      steps.add("# a network that has seen a million photographs (80 MB to download)");
      steps.add(
          "./phosphene networks fetch vgg19 && ./phosphene render jobs/vgg19-block4-sample.yaml");
    } else {
      larger(job, plan, suggestions, output).ifPresent(steps::addAll);
    }
    return steps;
  }

  private static String classes(AtlasJob job, Suggestions suggestions, String output) {
    List<String> changes = new ArrayList<>(List.of("objective=class", "layers=all", "units=all"));
    if (job.rendering().recipe().effort().steps() < CLASS_STEPS) {
      changes.add("recipe.steps=" + CLASS_STEPS);
    }
    return suggestions.render(output + "-classes", changes.toArray(String[]::new));
  }

  /** The first unit of the last layer, which sees most of a picture. */
  private static Optional<List<String>> larger(
      AtlasJob job, Plan plan, Suggestions suggestions, String output) {
    int size = 2 * job.rendering().recipe().size();
    if (size > LARGEST || plan.tiles().isEmpty()) {
      return Optional.empty();
    }
    String last = plan.tiles().get(plan.tiles().size() - 1).unit().layer();
    Unit unit =
        plan.tiles().stream()
            .map(Tile::unit)
            .filter(one -> one.layer().equals(last))
            .findFirst()
            .orElseThrow();
    List<String> changes = new ArrayList<>();
    if (job.rendering().objective().kind() != Objective.Kind.CLASS) {
      changes.add("layers=" + unit.layer());
    }
    changes.add("units=" + unit.channel());
    changes.add("recipe.size=" + size);
    return Optional.of(
        List.of(
            "# one unit, twice as large",
            suggestions.render(output + "-" + size, changes.toArray(String[]::new))));
  }
}
