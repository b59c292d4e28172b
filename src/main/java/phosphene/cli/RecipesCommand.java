package phosphene.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import phosphene.spec.NamedRecipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The recipes that job files may name. */
@Command(
    name = "recipes",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the recipes that an atlas may name, with what they say:",
      "recipe: NAME, or recipe: {name: NAME, steps: 512} to override what they say."
    })
final class RecipesCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (NamedRecipe named : NamedRecipe.all()) {
      out.printf(Locale.ROOT, "%-6s %s%n", named.name(), named.about());
      named.lines().forEach(line -> out.printf(Locale.ROOT, "       %s%n", line));
    }
    out.flush();
    return ExitCode.DONE;
  }
}
