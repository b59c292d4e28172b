package phosphene.job.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phosphene.job.run.Hint;
import phosphene.network.Network;
import phosphene.plan.Plan;
import phosphene.plan.Tile;
import phosphene.plan.Unit;
import phosphene.spec.AtlasJob;
import phosphene.spec.Objective;
import phosphene.spec.Rendering;

/** What a user may want to try after an atlas. */
final class AtlasHints {
  // recipe.size takes no more.
  private static final int LARGEST = 4096;

  private AtlasHints() {}

  /**
   * One to three hints.
   *
   * @param plan all that the job asks for
   */
  static List<Hint> after(AtlasJob job, Network network, Plan plan) {
    List<Hint> hints = new ArrayList<>();
    hints.add(
        Hint.query(
            "which units have the highest scores, and which units of the layer below feed them",
            "SELECT "
                + (job.renderings().size() > 1 ? "rendering, " : "")
                + "layer, channel, score_end, inputs[0] strongest FROM tiles"
                + " WHERE status = 'rendered' ORDER BY score_end DESC LIMIT 10"));
    boolean shortForm =
        job.renderings().size() == 1 && job.rendering(Rendering.DEFAULT).isPresent();
    if (shortForm) {
      hints.add(objective(job, network));
    }
    if (network.architecture().name().equals("primer")) {
      hints.add(
          new Hint(
              "a network that has seen a million photographs (80 MB to download)",
              new Hint.Command.Line(
                  "./phosphene networks fetch vgg19 && ./phosphene render"
                      + " jobs/vgg19-block4-sample.yaml")));
    } else if (shortForm) {
      larger(job, plan).ifPresent(hints::add);
    }
    return hints;
  }

  private static Hint objective(AtlasJob job, Network network) {
    boolean classes = job.rendering().objective().kind() instanceof Objective.Kind.Logit;
    boolean classifier = !network.labels().isEmpty() && network.architecture().logits().isPresent();
    return !classes && classifier ? classes() : otherSign(job);
  }

  private static Hint otherSign(AtlasJob job) {
    boolean raised = job.rendering().objective().sign() == Objective.Sign.POSITIVE;
    return new Hint(
        raised ? "what lowers the units instead" : "what raises the units instead",
        new Hint.Command.Render(raised ? "-lowered" : "-raised", List.of("negative=" + raised)));
  }

  private static Hint classes() {
    return new Hint(
        "what each class looks like to the network",
        new Hint.Command.Render(
            "-classes", List.of("objective=class", "layers=all", "units=all", "recipe=classes")));
  }

  /** The first unit of the last layer, which sees most of an image. */
  private static Optional<Hint> larger(AtlasJob job, Plan plan) {
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
    if (!(job.rendering().objective().kind() instanceof Objective.Kind.Logit)) {
      changes.add("layers=" + unit.layer());
    }
    changes.add("units=" + unit.channel());
    changes.add("recipe.size=" + size);
    return Optional.of(
        new Hint("one unit, twice as large", new Hint.Command.Render("-" + size, changes)));
  }
}
