package phosphene.gallery.store;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import phosphene.image.kind.PhotoNames;
import phosphene.spec.Photos.Others;

/** A {@link PhotoFilter} with its patterns compiled, for many paths. */
public final class PhotoMatcher {
  /** What a path is to a job. */
  enum Sort {
    /** A file to read, or a folder to look into. */
    MEANT,
    /** Meant by the patterns, and evidently no photo, or a folder without any. */
    NO_PHOTO,
    /** A file that the patterns would mean if they ignored the case of letters. */
    OTHER_CASE,
    /** Not meant by the patterns. */
    NOT_MEANT
  }

  /** What lies at a path, as far as it is known without opening it. */
  enum Kind {
    FILE,
    /** A file without bytes. */
    EMPTY,
    /** A link to what is not there. */
    DANGLING,
    /** A pipe, a socket or a device. */
    SPECIAL
  }

  // What no pattern names; one letter to a regular expression.
  private static final String UNNAMED = "\uf8ff";

  private final Others others;
  private final List<Glob> globs;
  private final Patterns exact;
  private final Patterns anyCase;
  private final List<Pattern> exclude;

  /**
   * Compiles the patterns of a filter.
   *
   * @throws phosphene.spec.SpecException if brackets or braces of a pattern are not closed
   */
  public PhotoMatcher(PhotoFilter filter) {
    this.others = filter.others();
    this.globs = Stream.concat(Stream.of(filter.glob()), filter.include().stream()).toList();
    this.exact = Patterns.of(filter, Glob::pattern);
    this.anyCase = Patterns.of(filter, Glob::anyCase);
    this.exclude = filter.exclude().stream().map(Glob::pattern).toList();
  }

  private record Patterns(Pattern place, List<Pattern> include) {
    static Patterns of(PhotoFilter filter, Function<Glob, Pattern> form) {
      return new Patterns(form.apply(filter.glob()), filter.include().stream().map(form).toList());
    }

    boolean mean(String path) {
      return matches(place, path)
          && (include.isEmpty() || include.stream().anyMatch(one -> matches(one, path)));
    }

    /** Whether one of those that mean a path would not mean it under another ending. */
    boolean name(String path) {
      String unnamed = unnamed(path);
      return Stream.concat(Stream.of(place), include.stream())
          .anyMatch(one -> matches(one, path) && !matches(one, unnamed));
    }
  }

  private static boolean matches(Pattern pattern, String path) {
    return pattern.matcher(path).matches();
  }

  /** A path with other letters in place of its ending, or of its whole name if it has none. */
  private static String unnamed(String path) {
    int name = path.lastIndexOf('/') + 1;
    int from = Math.max(name, path.lastIndexOf('.') + 1);
    return path.substring(0, from) + UNNAMED.repeat(path.codePointCount(from, path.length()));
  }

  /** What a file is to a job, if its folder is meant. */
  Sort file(String path, Kind kind) {
    if (!anyCase.mean(path) || excluded(path)) {
      return Sort.NOT_MEANT;
    }
    boolean meant = exact.mean(path);
    if (evidentlyNone(path, kind)) {
      return meant ? Sort.NO_PHOTO : Sort.NOT_MEANT;
    }
    return meant ? Sort.MEANT : Sort.OTHER_CASE;
  }

  /** What a folder is to a job; what is in it is asked about separately. */
  Sort folder(String path) {
    if (excluded(path)) {
      return Sort.NOT_MEANT;
    }
    String name = name(path);
    boolean named = globs.stream().anyMatch(glob -> glob.text().contains(name));
    return others == Others.LEFT_OUT && PhotoNames.denyFolder(name) && !named
        ? Sort.NO_PHOTO
        : Sort.MEANT;
  }

  /** True if a file at that path would be read. */
  public boolean means(String path) {
    boolean folders = true;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      folders &= folder(path.substring(0, slash)) == Sort.MEANT;
    }
    return folders && file(path, Kind.FILE) == Sort.MEANT;
  }

  /**
   * True if a file must be a photo: its name says so, the patterns name its ending, or the job
   * tries all. If it is none it fails; any other file is left out then.
   */
  public boolean claims(String path) {
    return others == Others.TRIED || PhotoNames.claim(name(path)) || anyCase.name(path);
  }

  private boolean evidentlyNone(String path, Kind kind) {
    if (others == Others.TRIED || anyCase.name(path)) {
      return false;
    }
    boolean nothing = kind == Kind.EMPTY || kind == Kind.SPECIAL;
    return PhotoNames.deny(name(path)) || (nothing && !PhotoNames.claim(name(path)));
  }

  private boolean excluded(String path) {
    return exclude.stream().anyMatch(one -> matches(one, path));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
