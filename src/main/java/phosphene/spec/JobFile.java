package phosphene.spec;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The reader of job files, which are YAML 1.2, of the kinds whose forms it was given. The form of a
 * kind lists its keys, such as {@link AtlasJobForm}.
 */
public final class JobFile {
  private final Map<String, JobForm<?>> forms = new TreeMap<>(); // by their names

  private JobFile(Collection<? extends JobForm<?>> forms) {
    forms.forEach(form -> this.forms.put(form.name(), form));
  }

  /** A reader of these kinds of jobs. */
  public static JobFile of(Collection<? extends JobForm<?>> forms) {
    return new JobFile(forms);
  }

  /**
   * The job that {@code text} describes.
   *
   * @param name of the file in messages, such as {@code jobs/x.yaml}
   * @param settings values to take instead of the file's, such as {@code recipe.steps=64}: the path
   *     of any key, an equals sign, and YAML; of two for one key, the later holds
   * @throws SpecException if it describes none; the message begins with {@code name:line}, or with
   *     the setting that is to blame
   */
  public Job read(String name, String text, List<String> settings) {
    return job(mapping(name, text, settings));
  }

  /**
   * Where the values of a job were written that {@link #read} reads.
   *
   * @throws SpecException if it cannot be read
   */
  public Origins origins(String name, String text, List<String> settings) {
    return new Origins(mapping(name, text, settings));
  }

  private static Value.Mapping mapping(String name, String text, List<String> settings) {
    Value file = Yaml.read(name, text);
    if (file instanceof Value.Nothing) {
      throw new SpecException(name + ": Cannot read job: the file is empty");
    }
    if (!(file instanceof Value.Mapping mapping)) {
      throw file.invalid("file", "a mapping of keys to values");
    }
    for (String setting : settings) {
      mapping = Setting.read(setting).applyTo(mapping);
    }
    return mapping;
  }

  private Job job(Value.Mapping file) {
    Value type =
        Optional.ofNullable(file.entries().get("job"))
            .orElseThrow(
                () ->
                    new SpecException(
                        String.format(
                            Locale.ROOT,
                            "%s: Missing key: job (known: %s)",
                            file.place(),
                            known())));
    return Scalars.text(type)
        .<JobForm<?>>flatMap(name -> Optional.ofNullable(forms.get(name)))
        .orElseThrow(() -> type.invalid("job", known()))
        .read(file);
  }

  private String known() {
    return Scalars.oneOf(List.copyOf(forms.keySet()));
  }
}
