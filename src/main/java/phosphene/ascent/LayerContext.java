package phosphene.ascent;

import phosphene.spec.Objective;
import phosphene.spec.Recipe;

/** What the tiles of one layer have in common. */
public record LayerContext(String layer, Objective objective, Recipe recipe) {}
