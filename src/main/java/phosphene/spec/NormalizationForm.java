package phosphene.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import phosphene.spec.Normalization.Named;
import phosphene.spec.Normalization.Order;
import phosphene.spec.Normalization.PerChannel;
import phosphene.spec.Normalization.Stated;

/**
 * How job files write a {@link Normalization}: by its name, or as {@code {mean: [0.5, 0.5, 0.5],
 * std: 0.5, range: 1, order: rgb}}, where each key may be left out.
 */
final class NormalizationForm {
  static final List<String> KEYS = List.of("mean", "std", "range", "order");

  private static final String MAPPING = "a mapping of mean, std, range and order";

  private NormalizationForm() {}

  static Normalization read(String key, Value value) {
    if (!(value instanceof Value.Mapping)) {
      return named(key, value);
    }
    Section section = Section.of(key, value, KEYS);
    PerChannel mean = numbers(section, "mean", 0);
    PerChannel std = numbers(section, "std", 1);
    double range = section.number("range", 1);
    Order order = section.choice("order", Order.RGB);
    return section.make(() -> new Stated(mean, std, range, order));
  }

  private static Named named(String key, Value value) {
    List<String> names = Arrays.stream(Named.values()).map(Scalars::name).toList();
    return Scalars.text(value)
        .flatMap(
            text ->
                Arrays.stream(Named.values())
                    .filter(named -> Scalars.name(named).equals(text))
                    .findFirst())
        .orElseThrow(() -> value.invalid(key, String.join(", ", names) + " or " + MAPPING));
  }

  private static PerChannel numbers(Section section, String key, double fallback) {
    return section
        .find(key)
        .map(value -> numbers(section.path(key), value))
        .orElse(PerChannel.of(fallback));
  }

  private static PerChannel numbers(String key, Value value) {
    if (!(value instanceof Value.Items items)) {
      if (Scalars.text(value).isEmpty()) {
        throw value.invalid(key, "a number, or a list of one for each channel");
      }
      return PerChannel.of(Scalars.number(key, value));
    }
    if (items.values().isEmpty()) {
      throw value.invalid(key, "a number, or a list of one for each channel");
    }
    return PerChannel.of(items.values().stream().map(item -> Scalars.number(key, item)).toList());
  }

  static Object write(Normalization normalization) {
    if (normalization instanceof Named named) {
      return Scalars.name(named);
    }
    if (normalization instanceof Stated stated) {
      Map<String, Object> written = new TreeMap<>();
      written.put("mean", write(stated.mean()));
      written.put("std", write(stated.std()));
      written.put("range", Json.number(stated.range()));
      written.put("order", Scalars.name(stated.order()));
      return written;
    }
    throw new AssertionError(normalization);
  }

  private static Object write(PerChannel numbers) {
    return numbers.form() == PerChannel.Form.SAME
        ? Json.number(numbers.values().get(0))
        : numbers.values().stream().map(Json::number).toList();
  }
}
