package phosphene.ascent;

import java.util.List;
import java.util.Optional;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.image.pixel.Raster;

/**
 * An objective resolved for a layer of a network: what it reads of a unit's pictures, and the terms
 * that it maximizes there. One class for each kind; {@link ObjectiveRegistry} knows them.
 */
interface ResolvedObjective {
  /** What the session of a unit's tile reads. Tiles that read the same pass together. */
  List<Target> targets(int unit);

  /** How many pictures a tile has. */
  default int pictures() {
    return 1;
  }

  /** How many images pass the network for a tile: its pictures, and what they are compared with. */
  default int images() {
    return pictures();
  }

  /** True if the pictures of a tile share their coarse structure. */
  default boolean aligned() {
    return false;
  }

  /** What pictures begin with. */
  enum Start {
    NOISE,
    /** {@link #reference}. */
    PHOTO
  }

  /** What the pictures of a tile begin with. */
  default Start start() {
    return Start.NOISE;
  }

  /** The photo that passes the network beside a tile's picture, disturbed as that is. */
  default Optional<Raster> reference(int unit) {
    return Optional.empty();
  }

  /**
   * Opens the session of some tiles.
   *
   * @param units that read the same
   */
  default Session open(Engine engine, List<Integer> units, int canvas) {
    Batch batch = new Batch(units.size() * images(), canvas, canvas);
    return engine.open(targets(units.get(0)), batch);
  }

  /**
   * What a tile maximizes.
   *
   * @param first of the tile's images in the batch; the others follow it
   */
  TileObjective tile(Session session, int first, int unit);

  /** The rectifiers behind the unit at target 0 that are to let it through; none for most kinds. */
  default UnitSources sources(int unit) {
    return UnitSources.NONE;
  }
}
