package phosphene.ascent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import phosphene.engine.Engine;
import phosphene.spec.Objective.Kind;

/** The kinds of objectives, and how each is put on a device: the one place that knows them. */
final class ObjectiveRegistry {
  /** Makes the objective of a kind. */
  interface Resolver<K extends Kind> {
    ResolvedObjective resolve(K kind, LayerContext context, Engine engine);
  }

  private static final Map<Class<? extends Kind>, Resolver<Kind>> RESOLVERS = resolvers();

  private ObjectiveRegistry() {}

  private static Map<Class<? extends Kind>, Resolver<Kind>> resolvers() {
    Map<Class<? extends Kind>, Resolver<Kind>> all = new LinkedHashMap<>();
    add(all, Kind.Channel.class, (kind, context, engine) -> LinearObjective.mean(context, engine));
    add(all, Kind.Logit.class, (kind, context, engine) -> LinearObjective.mean(context, engine));
    add(all, Kind.Neuron.class, LinearObjective::neuron);
    add(all, Kind.Direction.class, DirectionObjective::new);
    add(all, Kind.Joint.class, (kind, context, engine) -> new JointObjective(kind, context, engine.architecture()));
    add(all, Kind.Diversity.class, (kind, context, engine) -> new DiversityObjective(kind, context, engine.architecture()));
    add(all, Kind.Interpolation.class, (kind, context, engine) -> new InterpolationObjective(kind, context));
    add(all, Kind.Caricature.class, (kind, context, engine) -> new PhotoObjective.Caricature(kind, context));
    add(all, Kind.Accentuation.class, (kind, context, engine) -> new PhotoObjective.Accentuation(kind, context, engine.architecture()));
    add(all, Kind.Inversion.class, (kind, context, engine) -> new PhotoObjective.Inversion(context));
    return all;
  }

  private static <K extends Kind> void add(
      Map<Class<? extends Kind>, Resolver<Kind>> all, Class<K> type, Resolver<K> resolver) {
    all.put(type, (kind, context, engine) -> resolver.resolve(type.cast(kind), context, engine));
  }

  /** The kinds that can be put on a device. */
  static Set<Class<? extends Kind>> kinds() {
    return RESOLVERS.keySet();
  }

  /** The objective of a layer's tiles. */
  static ResolvedObjective of(LayerContext context, Engine engine) {
    Kind kind = context.objective().kind();
    Resolver<Kind> resolver = RESOLVERS.get(kind.getClass());
    if (resolver == null) {
      throw new AssertionError(kind);
    }
    return resolver.resolve(kind, context, engine);
  }
}
