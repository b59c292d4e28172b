package phosphene.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variants of a sealed family of records, by the names that job files use for them: the one
 * place that knows them all. A variant is written as its name, which stands for its defaults, or as
 * a mapping of its name to its parameters: {@code fourier}, {@code {fourier: {decay: 2}}}, {@code
 * {jitter: 8}}. Of a form without names those with more than two parameters have names still.
 *
 * @param <T> the family
 */
final class Variants<T> {
  static final Variants<Parameterization> PARAMETERIZATIONS =
      new Variants<Parameterization>(Form.NAMED)
          // 0.01: the deviation of lucid's starts (optvis/param/spatial.py)
          // The others: Recipe.standard's.
          .with(
              "fourier",
              new Parameterization.Fourier(1.2, 0.01, ColorSpace.DECORRELATED, 0.28, 0.02))
          .with(
              "maco",
              new Parameterization.Maco(NaturalSpectrum.standard(), ColorSpace.DECORRELATED))
          .with("pixels", new Parameterization.Pixels(0.01, ColorSpace.DECORRELATED, 0.02));

  static final Variants<Optimizer> OPTIMIZERS =
      new Variants<Optimizer>(Form.NAMED)
          // 0.05: lucid's rate (optvis/render.py)
          .with("adam", new Optimizer.Adam(0.05))
          // Measured, see docs/recipes.md.
          .with("adam-mini", new Optimizer.AdamMini(0.3, 0.2))
          .with("nadam", new Optimizer.Nadam(0.05));

  static final Variants<Schedule> SCHEDULES =
      new Variants<Schedule>(Form.NAMED)
          .with("plain", new Schedule.Plain())
          // Measured, see docs/recipes.md.
          .with("annealed", new Schedule.Annealed(0.2, 0.03, 0.25, 1));

  // The defaults are those of lucid's standard transforms (optvis/transform.py).
  static final Variants<Transform> TRANSFORMS =
      new Variants<Transform>(Form.BARE)
          .with("margin", new Transform.Margin(12))
          .with("pad", new Transform.Pad(12))
          .with("jitter", new Transform.Jitter(8))
          .with("scale", new Transform.Scale(0.9, 1.1))
          .with("rotate", new Transform.Rotate(10))
          // The shares are Fel et al.'s (2023, section 4).
          .with("crops", Form.NAMED, Parameters.of(new Transform.Crops(0.5, 0.05, 1, 128)))
          .with("noise", new Transform.Noise(0.08));

  static final Variants<Regularizer> REGULARIZERS =
      new Variants<Regularizer>(Form.BARE)
          .with("tv", new Regularizer.TotalVariation(0.1))
          .with("l1", new Regularizer.L1(0.1))
          .with("l2", new Regularizer.L2(0.1))
          .with("blur", Form.NAMED, Parameters.of(new Regularizer.Blur(1, 8)));

  static final Variants<Objective.Kind> OBJECTIVES =
      new Variants<Objective.Kind>(Form.NAMED)
          .with("channel", new Objective.Kind.Channel())
          .with("neuron", Objective.Kind.Neuron.center())
          .with("class", new Objective.Kind.Logit())
          // 2: the power of lucid's activation atlases and of xplique
          .with(
              "direction",
              Objective.Kind.Direction.class,
              Map.of(
                  "file", Optional.empty(),
                  "name", Optional.empty(),
                  "photos", List.of(),
                  "measure", Objective.Kind.Measure.DOT,
                  "power", 2.0))
          .with("joint", Form.BARE, new Parameters<>(Objective.Kind.Joint.class, Map.of()))
          .with("diversity", new Objective.Kind.Diversity(4, 0.5))
          .with("interpolation", Objective.Kind.Interpolation.class, Map.of("pictures", 5))
          .with("caricature", Objective.Kind.Caricature.class, Map.of("power", 1.0))
          .with("accentuation", Objective.Kind.Accentuation.class, Map.of("weight", 1.0))
          .with("inversion", Objective.Kind.Inversion.class, Map.of());

  /** Those of a flight, which moves its image: linear maps that can be undone. */
  static final Variants<Parameterization> FLIGHT_PARAMETERIZATIONS =
      PARAMETERIZATIONS.only("fourier", "pixels");

  /** Those of a flight, which has no last step. */
  static final Variants<Transform> FLIGHT_TRANSFORMS =
      TRANSFORMS.only("pad", "jitter", "scale", "rotate");

  /** How the parameters of a family are written. */
  private enum Form {
    /** By name, each of them optional: {@code {rate: 0.05}}. */
    NAMED,
    /** Without names, none left out: {@code 8} or {@code [0.9, 1.1]}. */
    BARE
  }

  private record Variant<T>(String name, Form form, Parameters<T> parameters) {}

  private final Form form;
  private final List<Variant<T>> variants = new ArrayList<>();

  private Variants(Form form) {
    this.form = form;
  }

  private Variants<T> with(String name, T standard) {
    return with(name, form, Parameters.of(standard));
  }

  /** A variant of which some parameters must be written. */
  private Variants<T> with(String name, Class<? extends T> type, Map<String, Object> defaults) {
    return with(name, form, new Parameters<>(type, defaults));
  }

  private Variants<T> with(String name, Form own, Parameters<T> parameters) {
    variants.add(new Variant<>(name, own, parameters));
    return this;
  }

  /** A registry of some of these. */
  private Variants<T> only(String... names) {
    Variants<T> some = new Variants<>(form);
    variants.stream()
        .filter(variant -> List.of(names).contains(variant.name()))
        .forEach(some.variants::add);
    return some;
  }

  /** Each variant with its defaults, if all its parameters have one. */
  List<T> standards() {
    return variants.stream().flatMap(variant -> variant.parameters().standard().stream()).toList();
  }

  /** The records of all variants. */
  List<Class<? extends T>> types() {
    return variants.stream()
        .<Class<? extends T>>map(variant -> variant.parameters().type())
        .toList();
  }

  /** The variant that {@code value} writes; {@code key} is its name in messages. */
  T read(String key, Value value) {
    if (!(value instanceof Value.Mapping mapping) || mapping.entries().isEmpty()) {
      String name = Scalars.text(value).orElseThrow(() -> value.invalid(key, rule()));
      Parameters<T> parameters = variant(key, name, value).parameters();
      return parameters
          .standard()
          .orElseThrow(
              () -> value.invalid(key, "a mapping of " + name + " to " + parameters.names()));
    }
    List<String> names = List.copyOf(mapping.entries().keySet());
    String name = names.get(names.size() - 1);
    Section section = new Section(key, mapping, names);
    Value written = section.require(name);
    if (names.size() > 1) {
      throw Require.invalid(key, String.join(" and ", names), "one of them").at(written.place());
    }
    Variant<T> variant = variant(key, name, written);
    return switch (variant.form()) {
      case NAMED -> variant.parameters().readNamed(section.path(name), written);
      case BARE -> section.make(() -> variant.parameters().readBare(section.path(name), written));
    };
  }

  /**
   * What {@link #read} reads as {@code member}: its name, with all its parameters if it has any.
   */
  Object write(T member) {
    for (Variant<T> variant : variants) {
      if (variant.parameters().fit(member)) {
        if (variant.parameters().names().isEmpty()) {
          return variant.name();
        }
        return Map.of(
            variant.name(),
            switch (variant.form()) {
              case NAMED -> variant.parameters().writeNamed(member);
              case BARE -> variant.parameters().writeBare(member);
            });
      }
    }
    throw new AssertionError(member);
  }

  /** What a member is called. */
  String name(T member) {
    return variants.stream()
        .filter(variant -> variant.parameters().fit(member))
        .findFirst()
        .map(Variant::name)
        .orElseThrow(() -> new AssertionError(member));
  }

  private Variant<T> variant(String key, String name, Value value) {
    return variants.stream()
        .filter(variant -> variant.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Require.invalid(key, name, rule()).at(value.place()));
  }

  private String rule() {
    return Scalars.oneOf(variants.stream().map(Variant::name).toList());
  }
}
