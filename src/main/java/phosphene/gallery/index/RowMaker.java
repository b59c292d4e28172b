package phosphene.gallery.index;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.Outcome.Picture;
import phosphene.gallery.Outcome.Scores;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.gallery.RowOrder;
import phosphene.image.DecoderVersion;
import phosphene.plan.PhotoFile;

/**
 * Makes a row of the index. It knows the columns that tables have in common, each by the one name
 * that it has in all of them; a table has some of these, and its own.
 *
 * @param <R> a record, whose components are the columns
 */
public final class RowMaker<R> {
  private final Class<R> type;
  private final RecordComponent[] components;
  private final Map<String, @Nullable Object> values = new HashMap<>();

  private RowMaker(Class<R> type) {
    this.type = type;
    this.components = type.getRecordComponents();
  }

  /** Of a row of which nothing is known yet; it has no place in the order of rows. */
  static <R> RowMaker<R> of(Class<R> type) {
    return new RowMaker<>(type).order(null, null);
  }

  /** A row with its place in the order of rows. */
  public static <R> R ordered(RowOrder order, R row) {
    return like(row).order(order.generation(), order.sequence()).make();
  }

  /** Of a row like this one, which has no place in the order of rows. */
  static <R> RowMaker<R> like(R row) {
    @SuppressWarnings("unchecked")
    RowMaker<R> maker = new RowMaker<>((Class<R>) row.getClass());
    for (RecordComponent component : maker.components) {
      try {
        maker.values.put(component.getName(), component.getAccessor().invoke(row));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(String.valueOf(e.getMessage()), e);
      }
    }
    return maker.order(null, null);
  }

  /** A column that the table must have. */
  RowMaker<R> set(String component, @Nullable Object value) {
    if (Arrays.stream(components).noneMatch(some -> some.getName().equals(component))) {
      throw new IllegalArgumentException("No component of " + type.getName() + ": " + component);
    }
    values.put(component, value);
    return this;
  }

  /** Where the row stands: {@code generation} and {@code sequence}. */
  public RowMaker<R> order(@Nullable Long generation, @Nullable Long sequence) {
    values.put("generation", generation);
    values.put("sequence", sequence);
    return this;
  }

  /** What the image is of and made by. */
  RowMaker<R> provenance(Provenance provenance) {
    values.put("network", provenance.network().name());
    values.put("networkSha256", provenance.network().sha256());
    values.put("objective", provenance.objective());
    values.put("recipe", provenance.recipe());
    values.put("recipeSha256", provenance.recipeSha256());
    values.put("seed", provenance.seed());
    values.put("version", provenance.version());
    return this;
  }

  /** The object, if there is one. */
  RowMaker<R> picture(@Nullable Picture picture) {
    values.put("width", picture == null ? null : picture.width());
    values.put("height", picture == null ? null : picture.height());
    values.put("path", picture == null ? null : picture.path());
    values.put("bytes", picture == null ? null : picture.bytes());
    values.put("sha256", picture == null ? null : picture.sha256());
    return this;
  }

  /**
   * The photo that the image is made of.
   *
   * @param sha256 of its bytes; empty if they could not be read
   * @param notes what a person may want to know of its file
   */
  RowMaker<R> photo(PhotoFile photo, String sha256, DecoderVersion decoder, List<String> notes) {
    values.put("photo", photo.path());
    values.put("photoSha256", sha256.isEmpty() ? null : sha256);
    values.put("photoBytes", photo.bytes());
    values.put("photoModified", photo.modified());
    values.put("photoFormat", decoder.format());
    values.put("photoDecoder", decoder.number());
    values.put("notes", notes.isEmpty() ? null : String.join("; ", notes));
    return this;
  }

  /** What the objective was before and after the ascent, if there was one. */
  RowMaker<R> scores(@Nullable Scores scores) {
    values.put("scoreStart", scores == null ? null : scores.start());
    values.put("scoreEnd", scores == null ? null : scores.end());
    return this;
  }

  /** Whether it became an image, and why not. */
  RowMaker<R> ending(OutcomeColumns ending) {
    values.put("status", ending.status());
    values.put("reason", ending.reason());
    values.put("message", ending.message());
    return this;
  }

  /** What ran, and for how long. */
  RowMaker<R> maker(Receipt.Maker maker, double seconds) {
    values.put("engine", maker.engine());
    values.put("device", maker.device());
    values.put("seconds", seconds);
    return this;
  }

  /**
   * The row.
   *
   * @throws IllegalStateException if nothing was said of a column
   */
  public R make() {
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] arguments = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      if (!values.containsKey(name)) {
        throw new IllegalStateException("Cannot make a " + type.getSimpleName() + ": no " + name);
      }
      types[i] = components[i].getType();
      arguments[i] = values.get(name);
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new LinkageError(String.valueOf(e.getCause()), e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(String.valueOf(e.getMessage()), e);
    }
  }
}
