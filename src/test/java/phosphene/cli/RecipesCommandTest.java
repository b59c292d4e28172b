package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import phosphene.spec.NamedRecipe;

class RecipesCommandTest {
  @Test
  void everyRecipeIsListedWithAllThatItSays() {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);

    assertThat(Main.run(printer, printer, "recipes")).isZero();

    for (NamedRecipe named : NamedRecipe.all()) {
      assertThat(out.toString()).containsPattern(named.name() + " +" + named.about());
      named.lines().forEach(line -> assertThat(out.toString()).contains("       " + line + "\n"));
    }
    assertThat(out.toString()).contains("transforms: [{pad: 12}, {jitter: 8}, {scale: [0.9, 1.1]}");
  }
}
