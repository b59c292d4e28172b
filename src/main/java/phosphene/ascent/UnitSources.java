package phosphene.ascent;

import java.util.List;
import phosphene.engine.Engine;
import phosphene.engine.Session;
import phosphene.engine.SourceChannel;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.network.Architecture;
import phosphene.network.Shape;
import phosphene.spec.Objective;
import phosphene.spec.Objective.Sign;
import phosphene.spec.Tap;

/**
 * The rectifiers behind a unit, of which an objective asks that they fire; none where it does not
 * ask, or nothing can be silent.
 *
 * @param read whether the ascent reads what these get, or what became of it
 */
record UnitSources(List<SourceRectifier> sources, Read read) {
  /** Of an objective that asks no unit to fire. */
  static final UnitSources NONE = new UnitSources(List.of(), Read.AFTER);

  /** What an ascent reads of a unit. */
  enum Read {
    /** The value of its only source before the nonlinearity. */
    BEFORE,
    /** Values that have passed one. */
    AFTER
  }

  /** Those of a channel of a layer. */
  static UnitSources of(Architecture architecture, String layer, Objective objective, int channel) {
    List<SourceRectifier> sources =
        objective.sign() == Sign.POSITIVE
            ? SourceRectifier.of(architecture, layer, channel)
            : List.of();
    Target target = new Target(layer, objective.tap());
    return new UnitSources(sources, read(architecture, target, channel, sources));
  }

  private static Read read(
      Architecture architecture, Target target, int channel, List<SourceRectifier> sources) {
    Architecture cut = architecture.cut(List.of(target.layer()));
    Shape usual = cut.input();
    List<Shape> shapes = List.copyOf(cut.shapes(usual.height(), usual.width()).values());
    SourceChannel made = SourceChannel.of(cut, shapes, target, channel);
    boolean before =
        target.tap() == Tap.PRE && sources.size() == 1 && sources.get(0).node().equals(made.node());
    return before ? Read.BEFORE : Read.AFTER;
  }

  /** True if nothing of what is read can be silent. */
  boolean isEmpty() {
    return sources.isEmpty();
  }

  /** True if {@link #faded} is true of some map. */
  boolean canFade() {
    return !sources.isEmpty() && read == Read.AFTER;
  }

  /**
   * True if values have passed a nonlinearity and are positive nowhere: some have a gradient there
   * that leads to where the function fades away.
   */
  boolean faded(float[] map) {
    return canFade() && !positive(map);
  }

  /**
   * True if the unit fires nowhere, and no gradient leads to where it would.
   *
   * @param map what the ascent read
   * @param pixels on which it was read: three planes of {@code canvas x canvas}
   */
  boolean silent(float[] map, Engine engine, float[] pixels, int canvas) {
    if (sources.isEmpty()) {
      return false;
    }
    return read == Read.BEFORE
        ? sources.get(0).silent(map)
        : faded(map) && sources.stream().allMatch(one -> silent(one, engine, pixels, canvas));
  }

  private static boolean silent(SourceRectifier source, Engine engine, float[] pixels, int canvas) {
    Target before = new Target(source.node().name(), Tap.PRE);
    try (Session session = engine.focus(before, List.of(source.channel()), canvas, canvas)) {
      session.forward(pixels);
      float[] map = new float[session.shape(0).area()];
      session.read(new TargetChannel(0, 0, source.channel()), map);
      return source.silent(map);
    }
  }

  private static boolean positive(float[] map) {
    for (float value : map) {
      if (value > 0) {
        return true;
      }
    }
    return false;
  }
}
