package phosphene.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A value of a job file, with the place it was written at. */
sealed interface Value {

  /** Where its key stands, such as {@code jobs/x.yaml:7} or {@code --set seed=1}. */
  String place();

  /** As messages show it. */
  String shown();

  /** The message that this value, of {@code key}, breaks {@code rule}. */
  default SpecException invalid(String key, String rule) {
    return Require.invalid(key, shown(), rule).at(place());
  }

  /** A text without quotes, which may be a number or a truth value. */
  record Plain(String text, String place) implements Value {
    @Override
    public String shown() {
      return text;
    }
  }

  /** A text in quotes, or a block of text. */
  record Quoted(String text, String place) implements Value {
    @Override
    public String shown() {
      return String.format(Locale.ROOT, "\"%s\"", text);
    }
  }

  /** A key without a value, or {@code null}. */
  record Nothing(String place) implements Value {
    @Override
    public String shown() {
      return "nothing";
    }
  }

  /** Values in brackets, or one after a dash each. */
  record Items(List<Value> values, String place) implements Value {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String shown() {
      return values.isEmpty() ? "[]" : "a list";
    }
  }

  /** Values by their keys, in the order of the file. */
  record Mapping(Map<String, Value> entries, String place) implements Value {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String shown() {
      return entries.isEmpty() ? "{}" : "a mapping";
    }
  }
}
