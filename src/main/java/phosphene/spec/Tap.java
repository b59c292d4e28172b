package phosphene.spec;

/** Where a layer is read: before or after its nonlinearity. */
public enum Tap {
  /**
   * Before the nonlinearity; for a concatenation its inputs before theirs. A unit that does not
   * fire has a gradient here.
   */
  PRE,
  /** After the nonlinearity. */
  POST
}
