package phosphene.spec;

/** How a gradient becomes a step. */
public sealed interface Optimizer {
  /** Adam (Kingma and Ba, 2015) with beta 0.9 and 0.999. */
  record Adam(double rate) implements Optimizer {
    public Adam {
      Require.positive("recipe.optimizer.adam.rate", rate);
    }
  }
}
