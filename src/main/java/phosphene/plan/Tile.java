package phosphene.plan;

import java.io.Serializable;

/** An image to render: a unit and its key. */
public record Tile(Unit unit, TileKey key) implements Serializable {}
