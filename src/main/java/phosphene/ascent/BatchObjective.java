package phosphene.ascent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;

/** What the tiles of a batch maximize, with the session that their images pass. */
final class BatchObjective implements AutoCloseable {
  private final Session session;
  private final int extent;
  private final List<TileObjective> tiles = new ArrayList<>();
  private final List<float[]> factors = new ArrayList<>();
  private final int parts;
  private final float[] scratch;

  /**
   * Opens the session of some tiles.
   *
   * @param units of the tiles; all must read the same
   */
  BatchObjective(ResolvedObjective objective, Engine engine, List<Integer> units, int canvas) {
    this.extent = ColorTransform.COLORS * canvas * canvas * objective.images();
    this.session = objective.open(engine, units, canvas);
    try {
      for (int i = 0; i < units.size(); i++) {
        tiles.add(objective.tile(session, i * objective.images(), units.get(i)));
      }
      this.parts = tiles.stream().mapToInt(tile -> tile.parts().size()).max().orElseThrow();
      this.scratch = new float[parts > 1 ? extent * units.size() : 0];
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
    for (TileObjective tile : tiles) {
      float[] ones = new float[tile.parts().size()];
      Arrays.fill(ones, 1);
      factors.add(ones);
    }
  }

  Session session() {
    return session;
  }

  /** True if parts are weighed against each other. */
  boolean weighed() {
    return parts > 1;
  }

  /** Weighs the parts of every tile by their gradients at the images of the last forward pass. */
  void weigh() {
    for (int part = 0; part < parts; part++) {
      for (TileObjective tile : tiles) {
        if (part < tile.parts().size()) {
          tile.parts().get(part).term().addScale();
        }
      }
      session.backward(ReluRule.EXACT, scratch);
      for (int i = 0; i < tiles.size(); i++) {
        if (part < tiles.get(i).parts().size()) {
          double size = GradientSize.of(scratch, i * extent, (i + 1) * extent);
          // Of what is blocked, nothing is known: it stays as it is, for a redirected gradient.
          factors.get(i)[part] = size > 0 ? (float) (1 / size) : factors.get(i)[part];
        }
      }
    }
  }

  /** Adds the gradients of all tiles at the images of the last forward pass. */
  void addGradients() {
    for (int i = 0; i < tiles.size(); i++) {
      List<TileObjective.Part> all = tiles.get(i).parts();
      for (int part = 0; part < all.size(); part++) {
        float factor = (float) all.get(part).share() * factors.get(i)[part];
        all.get(part).term().addGradient(factor);
      }
    }
  }

  /** The score of a tile's images that passed last. */
  double score(int tile) {
    return tiles.get(tile).score();
  }

  @Override
  public void close() {
    session.close();
  }
}
