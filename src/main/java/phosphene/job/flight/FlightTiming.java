package phosphene.job.flight;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import phosphene.ascent.FlightRenderer;
import phosphene.engine.Engine;
import phosphene.job.run.NetworkSource;
import phosphene.plan.FlightCost;
import phosphene.plan.FlightPlan;
import phosphene.plan.FlightPlan.Flight;
import phosphene.spec.FlightPath;
import phosphene.spec.FlightRecipe;
import phosphene.spec.Keyframe;
import phosphene.spec.Seed;

/** How fast a core of this machine flies, from some steps at the end of the costliest flight. */
public final class FlightTiming {
  private static final int STEPS = 3;

  private FlightTiming() {}

  /** Floating point operations a second; takes some seconds. */
  public static double flopPerSecond(FlightPlan plan, FlightRecipe recipe, NetworkSource source) {
    Flight flight =
        plan.flights().stream()
            .max(Comparator.comparingDouble(one -> one.cost().flop()))
            .orElseThrow();
    List<Keyframe> keyframes = flight.path().keyframes();
    Keyframe last = keyframes.get(keyframes.size() - 1);
    Keyframe still =
        new Keyframe(0, last.units(), last.motion(), STEPS, Keyframe.Ease.HOLD, last.place());
    FlightRecipe brief =
        new FlightRecipe(recipe.size(), recipe.fps(), 1, recipe.look(), recipe.hold());
    try (Engine engine = source.engine();
        FlightRenderer renderer =
            new FlightRenderer(
                engine,
                new FlightPath(List.of(still), 1),
                brief,
                Optional.empty(),
                new Seed(1),
                steps -> {})) {
      renderer.fly(); // a warm-up
      long begin = System.nanoTime();
      renderer.fly();
      double seconds = (System.nanoTime() - begin) / 1e9;
      List<String> layers = last.units().terms().stream().map(term -> term.layer()).toList();
      double step =
          FlightCost.step(source.network().architecture(), layers, recipe.canvas()).flop();
      return STEPS * step / seconds;
    }
  }
}
