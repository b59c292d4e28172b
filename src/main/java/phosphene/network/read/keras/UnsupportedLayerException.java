package phosphene.network.read.keras;

/** A layer that is understood but cannot be run; what does not depend on it still can. */
final class UnsupportedLayerException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param reason goes on after the layer's name: "has groups 3, which ..."
   */
  UnsupportedLayerException(String reason) {
    super(reason);
  }
}
