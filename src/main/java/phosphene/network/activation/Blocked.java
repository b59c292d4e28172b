package phosphene.network.activation;

/** Whether a nonlinearity lets a gradient that would increase its output pass, and if not, why. */
public enum Blocked {
  /** The gradient passes. */
  NO,
  /** The input is too small: a larger one would fire. */
  BELOW,
  /** The input is too large: a smaller one would be let through again. */
  ABOVE
}
