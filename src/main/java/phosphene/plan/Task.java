package phosphene.plan;

import java.io.Serializable;
import java.util.List;

/**
 * The unit of work of an executor: some tiles of one rendering and layer.
 *
 * @param flop floating point operations of all its tiles at their first try
 */
public record Task(TileGroup group, List<Tile> tiles, double flop) implements Serializable {
  public Task {
    tiles = List.copyOf(tiles);
  }

  /** The layer of its tiles. */
  public String layer() {
    return group.layer();
  }
}
