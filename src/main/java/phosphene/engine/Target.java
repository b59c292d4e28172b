package phosphene.engine;

import phosphene.spec.Tap;

/** A layer that is read: its values before or after the nonlinearity. */
public record Target(String layer, Tap tap) {}
