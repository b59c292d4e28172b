package phosphene.plan;

import java.util.Objects;
import phosphene.network.Architecture;
import phosphene.network.ReceptiveField;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;
import phosphene.spec.Transform;

/**
 * How large a tile is drawn. A neuron sees its receptive field only: around it a tile would stay
 * gray, so the tile is no larger than that.
 */
public final class NeuronCanvas {
  // The least size of a recipe, and what sizes are multiples of: quick to transform.
  private static final int LEAST = 16;
  private static final int MULTIPLE = 8;

  private NeuronCanvas() {}

  /**
   * The recipe by which a tile of a layer is drawn: the job's, or that at a smaller size if all
   * that the unit sees fits into it.
   */
  public static Recipe recipe(
      Architecture architecture, String layer, Objective objective, Recipe recipe) {
    boolean fixed =
        architecture.canvas(layer, recipe.canvas()) != recipe.canvas()
            || recipe.transforms().stream().anyMatch(Transform.Crops.class::isInstance);
    if (fixed || !objective.kind().equals(Objective.Kind.Neuron.center())) {
      return recipe;
    }
    ReceptiveField field = Objects.requireNonNull(architecture.receptiveFields().get(layer));
    // Its window lies less than a stride beside the middle, to either side.
    long seen = field.size() + 2L * Math.max(field.strideX(), field.strideY());
    // Transforms become as much smaller; a share of the tile that they take away is not seen.
    long shown = Math.min(recipe.canvas(), recipe.size());
    long least = (Math.max(LEAST, seen) * recipe.size() + shown - 1) / shown;
    long size = (least + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    while (size < recipe.size() && recipe.canvasAt((int) size) < LEAST) { // by rounded lengths
      size += MULTIPLE;
    }
    return size < recipe.size() ? recipe.at((int) size) : recipe;
  }
}
