package phosphene.spec;

/** How a gradient becomes a step. */
public sealed interface Optimizer {
  /**
   * Adam with one second moment for a block of values that are alike (Adam-mini, Zhang et al.,
   * 2024), here a plane's frequencies of about the same distance from zero: values whose gradients
   * agree from step to step go farther than those that only tremble. The values decay apart from
   * the gradient (AdamW, Loshchilov and Hutter, 2019), so that the image keeps a middle contrast.
   *
   * @param decay by which a step of {@code rate} shrinks each value, times the rate; 0 or more
   */
  record AdamMini(double rate, double decay) implements Optimizer {
    public AdamMini {
      Require.positive("recipe.optimizer.adam-mini.rate", rate);
      Require.between("recipe.optimizer.adam-mini.decay", decay, 0, 1);
    }
  }

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
