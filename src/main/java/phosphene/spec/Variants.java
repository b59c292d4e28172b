package phosphene.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
          .with("fourier", new Parameterization.Fourier(1, 0.01, ColorSpace.DECORRELATED))
          .with(
              "maco",
              new Parameterization.Maco(NaturalSpectrum.standard(), ColorSpace.DECORRELATED))
          .with("pixels", new Parameterization.Pixels(0.01, ColorSpace.DECORRELATED));

  static final Variants<Optimizer> OPTIMIZERS =
      new Variants<Optimizer>(Form.NAMED)
          // 0.05: lucid's rate (optvis/render.py)
          .with("adam", new Optimizer.Adam(0.05))
          .with("nadam", new Optimizer.Nadam(0.05));

  // The defaults are those of lucid's standard transforms (optvis/transform.py).
  static final Variants<Transform> TRANSFORMS =
      new Variants<Transform>(Form.BARE)
          .with("pad", new Transform.Pad(12))
          .with("jitter", new Transform.Jitter(8))
          .with("scale", new Transform.Scale(0.9, 1.1))
          .with("rotate", new Transform.Rotate(10))
          // The shares are Fel et al.'s (2023, section 4).
          .with("crops", new Transform.Crops(0.5, 0.05, 1, 128))
          .with("noise", new Transform.Noise(0.08));

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

  private record Variant<T>(String name, Parameters<T> parameters) {}

  private final Form form;
  private final List<Variant<T>> variants = new ArrayList<>();

  private Variants(Form form) {
    this.form = form;
  }

  private Variants<T> with(String name, T standard) {
    variants.add(new Variant<>(name, new Parameters<>(standard)));
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

  /** Each variant with its defaults. */
  List<T> standards() {
    return variants.stream().map(variant -> variant.parameters().standard()).toList();
  }

  /** The variant that {@code value} writes; {@code key} is its name in messages. */
  T read(String key, Value value) {
    if (!(value instanceof Value.Mapping mapping) || mapping.entries().isEmpty()) {
      String name = Scalars.text(value).orElseThrow(() -> value.invalid(key, rule()));
      return variant(key, name, value).parameters().standard();
    }
    List<String> names = List.copyOf(mapping.entries().keySet());
    String name = names.get(names.size() - 1);
    Section section = new Section(key, mapping, names);
    Value written = section.require(name);
    if (names.size() > 1) {
      throw Require.invalid(key, String.join(" and ", names), "one of them").at(written.place());
    }
    Parameters<T> parameters = variant(key, name, written).parameters();
    return form == Form.NAMED || parameters.many()
        ? parameters.readNamed(section.path(name), written)
        : section.make(() -> parameters.readBare(section.path(name), written));
  }

  /** What {@link #read} reads as {@code member}: its name and all its parameters. */
  Map<String, Object> write(T member) {
    for (Variant<T> variant : variants) {
      if (variant.parameters().fit(member)) {
        return Map.of(
            variant.name(),
            form == Form.NAMED || variant.parameters().many()
                ? variant.parameters().writeNamed(member)
                : variant.parameters().writeBare(member));
      }
    }
    throw new AssertionError(member);
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
