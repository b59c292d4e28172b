package phosphene.spec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a variant: the components of its record, by name and type, so that a new
 * variant needs no reader and no writer of its own.
 *
 * @param type the variant's record
 * @param defaults of its components by their names; one without a default must be written
 */
record Parameters<T>(Class<? extends T> type, Map<String, Object> defaults) {
  Parameters {
    defaults = Map.copyOf(defaults);
  }

  /** Those of a variant of which every parameter has a default. */
  static <T> Parameters<T> of(T standard) {
    @SuppressWarnings("unchecked") // the class of a T makes Ts
    Class<? extends T> type = (Class<? extends T>) standard.getClass();
    Map<String, Object> defaults = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      defaults.put(component.getName(), value(component, standard));
    }
    return new Parameters<>(type, defaults);
  }

  /** The variant with its defaults; empty if it has a parameter without. */
  Optional<T> standard() {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : components()) {
      Optional.ofNullable(defaults.get(component.getName())).ifPresent(values::add);
    }
    return values.size() < components().size() ? Optional.empty() : Optional.of(variant(values));
  }

  /** The names of all parameters. */
  List<String> names() {
    return components().stream().map(RecordComponent::getName).toList();
  }

  /** True if {@code member} is this variant, whatever its parameters. */
  boolean fit(T member) {
    return member.getClass() == type;
  }

  /** The variant with the parameters that a mapping names and the defaults of all others. */
  T readNamed(String key, Value written) {
    Section section = Section.of(key, written, names());
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : components()) {
      String name = component.getName();
      Object fallback = defaults.get(name);
      values.add(
          fallback == null
              ? ParameterValues.read(
                  section.path(name), section.require(name), component.getGenericType())
              : section
                  .find(name)
                  .map(
                      value ->
                          ParameterValues.read(
                              section.path(name), value, component.getGenericType()))
                  .orElse(fallback));
    }
    return section.make(() -> variant(values));
  }

  /** The variant with its one parameter, or with all of them in a list. */
  T readBare(String key, Value written) {
    List<RecordComponent> components = components();
    if (components.size() == 1) {
      return variant(
          List.of(ParameterValues.read(key, written, components.get(0).getGenericType())));
    }
    if (!(written instanceof Value.Items items) || items.values().size() != components.size()) {
      throw written.invalid(key, names().toString());
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      values.add(
          ParameterValues.read(key, items.values().get(i), components.get(i).getGenericType()));
    }
    return variant(values);
  }

  /** What {@link #readNamed} reads, all parameters named but those that are empty. */
  Map<String, Object> writeNamed(T member) {
    Map<String, Object> written = new LinkedHashMap<>();
    for (RecordComponent component : components()) {
      ParameterValues.written(value(component, member))
          .ifPresent(value -> written.put(component.getName(), value));
    }
    return written;
  }

  /** What {@link #readBare} reads. */
  Object writeBare(T member) {
    List<Object> written = List.copyOf(writeNamed(member).values());
    return written.size() == 1 ? written.get(0) : written;
  }

  private List<RecordComponent> components() {
    return List.of(type.getRecordComponents());
  }

  private static Object value(RecordComponent component, Object member) {
    try {
      return component.getAccessor().invoke(member);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(String.valueOf(e.getMessage()), e);
    }
  }

  private T variant(List<Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SpecException mistake) {
        throw mistake;
      }
      throw new AssertionError(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(String.valueOf(e.getMessage()), e);
    }
  }
}
