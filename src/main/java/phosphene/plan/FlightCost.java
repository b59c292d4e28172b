package phosphene.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import phosphene.network.Architecture;
import phosphene.spec.FlightPath;
import phosphene.spec.FlightRecipe;
import phosphene.spec.Mix;

/**
 * What a flight costs.
 *
 * @param steps of ascent of all its frames
 * @param flop floating point operations of all its frames
 * @param activationBytes of all activations of its costliest frame, which a device holds
 */
public record FlightCost(long steps, double flop, long activationBytes) {
  private static final int OPERATIONS = 2; // of a multiply-add
  private static final int DIRECTIONS = 2; // forward and backward

  /**
   * The cost of a path.
   *
   * @throws IllegalArgumentException if the frames are too small for one of its layers
   */
  public static FlightCost of(Architecture architecture, FlightPath path, FlightRecipe recipe) {
    Map<List<String>, FlightCost> seen = new HashMap<>();
    long steps = 0;
    double flop = 0;
    long bytes = 0;
    for (int frame = 0; frame < path.frames(recipe.fps()); frame++) {
      FlightPath.Moment moment = path.at((double) frame / recipe.fps());
      List<String> layers =
          moment.units().terms().stream().map(Mix.Term::layer).distinct().toList();
      FlightCost step =
          seen.computeIfAbsent(layers, all -> step(architecture, all, recipe.canvas()));
      int taken = frame == 0 ? recipe.first() : moment.steps();
      steps += taken;
      flop += step.flop * taken;
      bytes = Math.max(bytes, step.activationBytes);
    }
    return new FlightCost(steps, flop, bytes);
  }

  /** Operations of one step of ascent. */
  public static FlightCost step(Architecture architecture, List<String> layers, int canvas) {
    Architecture cut = architecture.cut(layers);
    double multiplyAdds =
        cut.multiplyAdds(canvas, canvas).values().stream().mapToDouble(Long::doubleValue).sum();
    long bytes = ActivationMemory.of(cut, canvas, canvas).deviceBytes();
    return new FlightCost(1, OPERATIONS * DIRECTIONS * multiplyAdds, bytes);
  }
}
