package phosphene.ascent;

import phosphene.spec.Objective;
import phosphene.spec.Recipe;

/**
 * What the tiles of one layer have in common.
 *
 * @param inputs what the objective takes from files
 */
public record LayerContext(
    String layer, Objective objective, Recipe recipe, ObjectiveInputs inputs) {
  /** Of an objective that takes nothing from files. */
  public LayerContext(String layer, Objective objective, Recipe recipe) {
    this(layer, objective, recipe, ObjectiveInputs.NONE);
  }
}
