package phosphene.spec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/** The values of {@link Parameters}, by their Java types: the one place that knows these. */
final class ParameterValues {
  private ParameterValues() {}

  /** What a value of a job file is as a {@code type}. */
  static Object read(String key, Value value, Type type) {
    if (type instanceof ParameterizedType holder) {
      return readAll(key, value, holder);
    }
    if (type == int.class) {
      return Scalars.whole(key, value);
    }
    if (type == double.class) {
      return Scalars.number(key, value);
    }
    if (type == String.class) {
      return Scalars.text(value).orElseThrow(() -> value.invalid(key, "a text"));
    }
    if (type == Mix.class) {
      return MixForm.one(key, value).mix();
    }
    if (type == Mix.Term.class) {
      return MixForm.unit(key, value);
    }
    if (type == NaturalSpectrum.class) {
      return NaturalSpectrum.read(key, value);
    }
    if (type instanceof Class<?> named && named.isEnum()) {
      return constant(key, value, named.asSubclass(Enum.class));
    }
    throw new AssertionError(type);
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // the class of an enum, whichever it is
  private static Object constant(String key, Value value, Class<? extends Enum> type) {
    return Scalars.choice(key, value, (Class) type);
  }

  /** An optional value, or a list: of one value too that is written without brackets. */
  private static Object readAll(String key, Value value, ParameterizedType holder) {
    Type inner = holder.getActualTypeArguments()[0];
    if (holder.getRawType() == Optional.class) {
      return Optional.of(read(key, value, inner));
    }
    if (holder.getRawType() == List.class) {
      List<Value> items = value instanceof Value.Items some ? some.values() : List.of(value);
      return items.stream().map(item -> read(key, item, inner)).toList();
    }
    throw new AssertionError(holder);
  }

  /** What {@link #read} reads; empty for an optional value that is not there and an empty list. */
  static Optional<Object> written(Object value) {
    if (value instanceof Optional<?> some) {
      return some.flatMap(ParameterValues::written);
    }
    if (value instanceof List<?> items) {
      List<Object> all = items.stream().flatMap(item -> written(item).stream()).toList();
      return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }
    if (value instanceof Enum<?> constant) {
      return Optional.of(Scalars.name(constant));
    }
    if (value instanceof Mix mix) {
      return Optional.of(mix.weights());
    }
    if (value instanceof NaturalSpectrum spectrum) {
      return Optional.of(spectrum.written());
    }
    if (value instanceof Mix.Term unit) {
      return Optional.of(unit.text());
    }
    return Optional.of(value instanceof Double number ? Json.number(number) : value);
  }
}
