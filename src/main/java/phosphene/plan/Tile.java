package phosphene.plan;

import java.io.Serializable;

/** A picture that is to be: a unit and its key. */
public record Tile(Unit unit, TileKey key) implements Serializable {}
