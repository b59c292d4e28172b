package phosphene.engine;

/** What a gradient does at a rectifier whose input is not positive. */
public enum ReluRule {
  /** It stops: the true derivative. */
  EXACT,
  /**
   * As {@link #EXACT}, but where a rectifier blocks the whole gradient of an image, that part
   * passes which would increase its input (lucid, misc/redirected_relu_grad.py). A start that fires
   * nothing can so be moved.
   */
  REDIRECTED
}
