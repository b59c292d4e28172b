package phosphene.plan;

import java.io.Serializable;
import java.util.List;

/**
 * The unit of work of an executor: some tiles of one layer.
 *
 * @param flop floating point operations of all its tiles at their first try
 */
public record Task(String layer, List<Tile> tiles, double flop) implements Serializable {
  public Task {
    tiles = List.copyOf(tiles);
  }
}
