package phosphene.ascent;

import phosphene.spec.Seed;

/** One tile to be rendered: a channel of the layer, and the seed of all its random draws. */
public record TileStart(int channel, Seed seed) {}
