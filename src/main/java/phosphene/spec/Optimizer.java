package phosphene.spec;

/** How a gradient becomes a step. */
public sealed interface Optimizer {
  /** Adam (Kingma and Ba, 2015) with beta 0.9 and 0.999. */
  record Adam(double rate) implements Optimizer {
    public Adam {
      Require.positive("recipe.optimizer.adam.rate", rate);
    }
  }

  /**
   * Adam with Nesterov's momentum (Dozat, Incorporating Nesterov Momentum into Adam, 2016), beta
   * 0.9 and 0.999, and a schedule of the momentum that decays by 0.004.
   */
  record Nadam(double rate) implements Optimizer {
    public Nadam {
      Require.positive("recipe.optimizer.nadam.rate", rate);
    }
  }
}
