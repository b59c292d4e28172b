package phosphene.plan;

import java.io.Serializable;

/**
 * An image to render: a unit in a rendering, and its key.
 *
 * @param rendering its name
 */
public record Tile(String rendering, Unit unit, TileKey key) implements Serializable {

  /** The tiles that are rendered alike. */
  public TileGroup group() {
    return new TileGroup(rendering, unit.layer());
  }

  /** The unit, with the rendering before it where that has a name of its own. */
  public String text() {
    return group() + "/" + unit.channel();
  }
}
