package phosphene.spec;

import java.util.Optional;

/**
 * Where the values of a job were written: lines of its file, or options of the command line. A
 * later check of a value knows its key only.
 */
public final class Origins {
  private final Value.Mapping job;

  Origins(Value.Mapping job) {
    this.job = job;
  }

  /** A mistake with the place of its key in front; as it is if it names no key of the job. */
  public SpecException placed(SpecException mistake) {
    return mistake.key().isEmpty()
        ? mistake
        : place(mistake.key()).map(mistake::at).orElse(mistake);
  }

  /** Of a key, or of the innermost that is written around it; empty if there is none. */
  private Optional<String> place(String asked) {
    boolean named = job.entries().containsKey(RenderingForm.NAMED);
    String key = named ? asked : asked.replaceFirst("^" + RenderingForm.NAMED + "\\.[^.]+\\.", "");
    Optional<String> place = Optional.empty();
    Value value = job;
    for (String word : key.split("[. ]", -1)) {
      Optional<Value> inner = inner(value, word);
      if (inner.isEmpty()) {
        return place;
      }
      value = inner.get();
      place = Optional.of(value.place());
    }
    return place;
  }

  private static Optional<Value> inner(Value value, String key) {
    return value instanceof Value.Mapping mapping
        ? Optional.ofNullable(mapping.entries().get(key))
        : Optional.empty();
  }
}
