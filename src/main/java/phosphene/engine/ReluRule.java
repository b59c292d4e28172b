package phosphene.engine;

/** What a gradient does where a nonlinearity blocks it, such as a ReLU whose input is negative. */
public enum ReluRule {
  /** It stops: the true derivative. */
  EXACT,
  /**
   * As {@link #EXACT}, but where a nonlinearity blocks the whole gradient of an image, that part
   * passes which leads out: what would increase an input that is too small, or decrease one that is
   * too large (after lucid, misc/redirected_relu_grad.py). A start that fires nothing can so be
   * moved.
   */
  REDIRECTED
}
