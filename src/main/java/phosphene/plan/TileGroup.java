package phosphene.plan;

import java.io.Serializable;
import phosphene.spec.Rendering;

/**
 * What tiles have in common that are rendered alike: their rendering, by its name, and their layer.
 */
public record TileGroup(String rendering, String layer) implements Serializable {

  /** The layer, with its rendering before it where that has a name of its own. */
  @Override
  public String toString() {
    return rendering.equals(Rendering.DEFAULT) ? layer : rendering + " " + layer;
  }
}
