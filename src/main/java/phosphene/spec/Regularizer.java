package phosphene.spec;

/**
 * What holds a picture back beside its objective. Weights are relative to the mean size of the
 * objective's gradient by pixel, so that they mean the same in every layer.
 */
public sealed interface Regularizer {
  /**
   * The sum of the differences of neighbors, without their signs (lucid, optvis/objectives.py:
   * total_variation).
   *
   * @param weight 0 or more
   */
  record TotalVariation(double weight) implements Regularizer {
    public TotalVariation {
      Require.atLeast("recipe.regularizers.tv", weight, 0);
    }
  }

  /** The sum of the distances from grey (lucid, optvis/objectives.py: L1). */
  record L1(double weight) implements Regularizer {
    public L1 {
      Require.atLeast("recipe.regularizers.l1", weight, 0);
    }
  }

  /** Half the sum of the squares of the distances from grey (lucid, optvis/objectives.py: L2). */
  record L2(double weight) implements Regularizer {
    public L2 {
      Require.atLeast("recipe.regularizers.l2", weight, 0);
    }
  }

  /**
   * A Gaussian blur from time to time (Yosinski et al., Understanding Neural Networks Through Deep
   * Visualization, 2015).
   *
   * @param sigma its deviation in pixels, 0 to 16
   * @param every after so many steps, at least 1
   */
  record Blur(double sigma, int every) implements Regularizer {
    public Blur {
      Require.between("recipe.regularizers.blur.sigma", sigma, 0, 16);
      Require.between("recipe.regularizers.blur.every", every, 1, 1_000_000);
    }
  }
}
