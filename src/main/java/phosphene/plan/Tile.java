package phosphene.plan;

import java.io.Serializable;

/** An image that is to be: a unit and its key. */
public record Tile(Unit unit, TileKey key) implements Serializable {}
