package phosphene.engine.onednn;

import phosphene.spec.Tap;

/** A node's values before or after its nonlinearity. */
record TapPoint(String node, Tap tap) {}
