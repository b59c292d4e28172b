package phosphene.plan;

import java.io.Serializable;
import java.util.List;

/**
 * What an executor does at a time: some tiles of one layer.
 *
 * @param flop floating point operations of all its tiles at their first try
 */
public record Task(String layer, List<Tile> tiles, double flop) implements Serializable {
  public Task {
    tiles = List.copyOf(tiles);
  }
}
