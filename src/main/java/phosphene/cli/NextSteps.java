package phosphene.cli;

import java.util.ArrayList;
import java.util.List;
import phosphene.network.Network;
import phosphene.spec.AtlasJob;
import phosphene.spec.Objective;

/** What a user may want to try after a job: commands that can be pasted. */
final class NextSteps {
  private NextSteps() {}

  /**
   * Three commands, each under a line that says what it is for.
   *
   * @param file of the job
   * @param output the gallery as a path or URI
   */
  static List<String> after(AtlasJob job, Network network, String file, String output) {
    List<String> steps = new ArrayList<>();
    steps.add("# which units rose most, and which units of the layer below feed them");
    steps.add(
        "./phosphene query "
            + output
            + " \"SELECT layer, channel, score_end, inputs[0] strongest FROM tiles"
            + " WHERE status = 'rendered' ORDER BY score_end DESC LIMIT 10\"");
    String again = "./phosphene render " + file + " --set ";
    boolean classes = job.rendering().objective().kind() == Objective.Kind.CLASS;
    if (!classes && !network.labels().isEmpty()) {
      steps.add("# what each class looks like to the network");
      steps.add(
          again
              + "objective=class --set layers=all --set units=all --set recipe.steps=256 --output "
              + output
              + "-classes");
    } else {
      boolean raised = job.rendering().objective().sign() == Objective.Sign.POSITIVE;
      steps.add(raised ? "# what lowers the units instead" : "# what raises the units instead");
      steps.add(
          again + "negative=" + raised + " --output " + output + (raised ? "-lowered" : "-raised"));
    }
    if (network.architecture().name().equals("primer")) {
      steps.add("# a network that has seen a million photographs (80 MB to download)");
      steps.add(
          "./phosphene networks fetch vgg19 && ./phosphene render jobs/vgg19-block4-sample.yaml");
    } else {
      int size = 2 * job.rendering().recipe().size();
      steps.add("# one unit, larger");
      steps.add(again + "units=0 --set recipe.size=" + size + " --output " + output + "-" + size);
    }
    return steps;
  }
}
