package phosphene.spec;

import java.util.List;
import java.util.function.Function;

/**
 * How job files write one kind of job.
 *
 * @param <J> what such a file asks for
 */
public final class JobForm<J extends Job> {
  private final String name;
  private final Class<J> type;
  private final List<String> keys;
  private final List<String> places;
  private final Function<Value.Mapping, J> reader;

  /**
   * The form of a kind.
   *
   * @param name that the key {@code job} has
   * @param keys all that a file may hold
   * @param places those keys that say where something is which the job reads
   * @param reader of a file whose key {@code job} has the name
   */
  JobForm(
      String name,
      Class<J> type,
      List<String> keys,
      List<String> places,
      Function<Value.Mapping, J> reader) {
    this.name = name;
    this.type = type;
    this.keys = List.copyOf(keys);
    this.places = List.copyOf(places);
    this.reader = reader;
  }

  /** What the key {@code job} says, such as {@code atlas}; manifests name the kind by it too. */
  public String name() {
    return name;
  }

  /** What such a file asks for. */
  public Class<J> type() {
    return type;
  }

  /** All keys that a file may hold, without those inside a key. */
  public List<String> keys() {
    return keys;
  }

  /** The keys that say where something is which the job reads, such as {@code weights}. */
  public List<String> places() {
    return places;
  }

  J read(Value.Mapping file) {
    return reader.apply(file);
  }

  /**
   * The job that {@code text} describes, as {@link JobFile#read}.
   *
   * @throws SpecException if it describes none of this kind
   */
  public J read(String name, String text, List<String> settings) {
    return type.cast(JobFile.of(List.of(this)).read(name, text, settings));
  }
}
