package phosphene.spec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a variant: the components of its record, by name and type, so that a new
 * variant needs no reader and no writer of its own.
 *
 * @param standard the variant with the defaults
 */
record Parameters<T>(T standard) {

  /** True if {@code member} is this variant, whatever its parameters. */
  boolean fit(T member) {
    return member.getClass() == standard.getClass();
  }

  /** True if they need names to be told apart. */
  boolean many() {
    return components().size() > 2;
  }

  /** The variant with the parameters that a mapping names and the defaults of all others. */
  T readNamed(String key, Value written) {
    Section section =
        Section.of(key, written, components().stream().map(RecordComponent::getName).toList());
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : components()) {
      values.add(
          section
              .find(component.getName())
              .map(value -> read(section.path(component.getName()), value, component.getType()))
              .orElseGet(() -> value(component, standard)));
    }
    return section.make(() -> variant(values));
  }

  /** The variant with its one parameter, or with all of them in a list. */
  T readBare(String key, Value written) {
    List<RecordComponent> components = components();
    if (components.size() == 1) {
      return variant(List.of(read(key, written, components.get(0).getType())));
    }
    if (!(written instanceof Value.Items items) || items.values().size() != components.size()) {
      throw written.invalid(
          key, components.stream().map(RecordComponent::getName).toList().toString());
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      values.add(read(key, items.values().get(i), components.get(i).getType()));
    }
    return variant(values);
  }

  /** What {@link #readNamed} reads, all parameters named. */
  Map<String, Object> writeNamed(T member) {
    Map<String, Object> written = new LinkedHashMap<>();
    components().forEach(component -> written.put(component.getName(), write(component, member)));
    return written;
  }

  /** What {@link #readBare} reads. */
  Object writeBare(T member) {
    List<Object> written = List.copyOf(writeNamed(member).values());
    return written.size() == 1 ? written.get(0) : written;
  }

  private static Object read(String key, Value value, Class<?> type) {
    if (type == int.class) {
      return Scalars.whole(key, value);
    }
    if (type == double.class) {
      return Scalars.number(key, value);
    }
    if (type == ColorSpace.class) {
      return Scalars.choice(key, value, ColorSpace.class);
    }
    if (type == NaturalSpectrum.class) {
      return NaturalSpectrum.read(key, value);
    }
    throw new AssertionError(type);
  }

  private static Object write(RecordComponent component, Object member) {
    Object value = value(component, member);
    if (value instanceof Enum<?> constant) {
      return Scalars.name(constant);
    }
    if (value instanceof NaturalSpectrum spectrum) {
      return spectrum.written();
    }
    return value instanceof Double number ? Json.number(number) : value;
  }

  private List<RecordComponent> components() {
    return List.of(standard.getClass().getRecordComponents());
  }

  private static Object value(RecordComponent component, Object member) {
    try {
      return component.getAccessor().invoke(member);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(String.valueOf(e.getMessage()), e);
    }
  }

  private T variant(List<Object> values) {
    Class<?>[] types = components().stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      @SuppressWarnings("unchecked") // the class of a T makes Ts
      Class<T> type = (Class<T>) standard.getClass();
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
