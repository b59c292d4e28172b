package phosphene.gallery;

import java.io.Serializable;
import java.util.List;
import phosphene.image.figures.Figures;
import phosphene.plan.Tile;

/**
 * What a task returns for each tile.
 *
 * @param inputs the units that feed the tile's unit most, the strongest first
 * @param figures of the image; none without one
 */
public record Receipt(
    Tile tile, Outcome outcome, Course course, List<FeedingUnit> inputs, List<Figures> figures)
    implements Serializable {
  public Receipt {
    inputs = List.copyOf(inputs);
    figures = List.copyOf(figures);
  }

  /**
   * How the tile was made.
   *
   * @param attempt 0 for the first start
   * @param retry the number of the retry that the image is of, 0 if it is of none
   * @param steps of the start that was kept
   * @param seconds of the task's time that fall to this tile
   * @param maker where it was made
   */
  public record Course(int attempt, int retry, int steps, double seconds, Maker maker)
      implements Serializable {}

  /** An engine on a device. */
  public record Maker(String engine, String device) implements Serializable {}
}
