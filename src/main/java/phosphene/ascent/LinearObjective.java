package phosphene.ascent;

import java.util.List;
import phosphene.engine.Engine;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.TokenGrid;
import phosphene.spec.Objective.Kind;

/** A linear function of one channel: its mean, a neuron, a logit. Nothing else is computed. */
final class LinearObjective implements ResolvedObjective {
  private final LayerContext context;
  private final Engine engine;
  private final Target target;
  private final Function function;

  /** A function of maps of a shape. */
  private interface Function {
    ChannelObjective of(Shape shape, List<TokenGrid> grids);
  }

  private LinearObjective(LayerContext context, Engine engine, Function function) {
    this.context = context;
    this.engine = engine;
    this.target = new Target(context.layer(), context.objective().tap());
    this.function = function;
  }

  static ResolvedObjective mean(LayerContext context, Engine engine) {
    return new LinearObjective(context, engine, (shape, grids) -> new ChannelObjective.Mean());
  }

  static ResolvedObjective neuron(Kind.Neuron neuron, LayerContext context, Engine engine) {
    return new LinearObjective(
        context, engine, (shape, grids) -> ChannelObjective.at(neuron, shape, grids));
  }

  @Override
  public List<Target> targets(int unit) {
    return List.of(target);
  }

  @Override
  public Session open(Engine engine, List<Integer> units, int canvas) {
    return engine.focus(target, units, canvas, canvas);
  }

  @Override
  public TileObjective tile(Session session, int first, int unit) {
    ChannelObjective objective = function.of(session.shape(0), grids());
    TargetChannel channel = new TargetChannel(0, first, unit);
    return TileObjective.of(
        new ChannelTerm(session, channel, objective), context.objective().factor());
  }

  private List<TokenGrid> grids() {
    return engine.architecture().nodes().stream()
        .map(Node::layer)
        .filter(TokenGrid.class::isInstance)
        .map(TokenGrid.class::cast)
        .toList();
  }

  @Override
  public UnitSources sources(int unit) {
    return UnitSources.of(engine.architecture(), context.layer(), context.objective(), unit);
  }
}
