package phosphene.ascent;

import java.util.Map;

/**
 * A flight between two frames: what the next frames depend on.
 *
 * @param next number of the frame that comes next
 * @param values that the ascent moves
 * @param memory of the optimizer
 * @param factors of the terms of the mix, by their texts
 */
public record FlightState(
    int next, float[] values, OptimizerState.Memory memory, Map<String, Double> factors) {
  public FlightState {
    factors = Map.copyOf(factors);
  }
}
