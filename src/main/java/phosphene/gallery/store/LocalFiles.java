package phosphene.gallery.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files of this machine by texts that name each of them, whatever the bytes of its name and the
 * locale of the process. Bytes that are not UTF-8 are written {@code \xe9}; where a name itself
 * holds a backslash before such digits, that is written {@code \x5c}.
 */
final class LocalFiles {
  // No others: a forged text must not hide dots and slashes.
  private static final Pattern ESCAPE = Pattern.compile("\\\\x(5c|[89a-f][0-9a-f])");
  // Of ASCII, where each sign of per cent begins a byte that a name may hold.
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[\\x01-\\x7f&&[^%]]|%(?!00|2[fF])[0-9a-fA-F]{2})*");
  private static final HexFormat HEX = HexFormat.of();

  private LocalFiles() {}

  /**
   * The file of this machine that a place names; empty if there is none. As texts write it comes
   * first, and then each letter standing for itself; in a URI at last {@code %E9} is a byte.
   */
  static Optional<Path> named(String place) {
    if (!Objects.local(place)) {
      return Optional.empty();
    }
    String text = HadoopStore.path(place).toUri().getPath();
    return Stream.of(text, escaped(text), place.startsWith("file:") ? decoded(text) : text)
        .map(LocalFiles::file)
        .filter(Files::exists)
        .findFirst();
  }

  /** Whether a text, letter by letter, is the name of that file, as Hadoop takes it. */
  static boolean plain(Path file, String text) {
    return text(file).equals(text) && escaped(text).equals(text);
  }

  /** The text of the path whose bytes are percent-encoded in a text. */
  private static String decoded(String text) {
    return ADDRESS.matcher(text).matches() ? text(bytes(text)) : text;
  }

  /** The last name of a file. */
  static String name(Path file) {
    return last(text(file));
  }

  /** The absolute path of a file; {@code /} for the root. */
  static String text(Path file) {
    String path = file.toString();
    // A path knows its bytes, and gives them only as an address; letters of ASCII are their own.
    return file.isAbsolute() && path.chars().allMatch(c -> c < 0x80)
        ? escaped(path)
        : text(bytes(file.toUri().getRawPath()));
  }

  private static String last(String text) {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** The file of an absolute path as {@link #text} gives it. */
  static Path file(String text) {
    StringBuilder address = new StringBuilder("file://");
    for (byte b : bytes(text, ESCAPE.matcher(text))) {
      boolean plain = b == '/' || (b > 0 && Character.isLetterOrDigit(b));
      address.append(plain ? Character.toString(b) : "%" + HEX.withUpperCase().toHexDigits(b));
    }
    return Path.of(URI.create(address.toString()));
  }

  private static byte[] bytes(String text, Matcher escape) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int from = 0;
    while (escape.find()) {
      bytes.writeBytes(text.substring(from, escape.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(HexFormat.fromHexDigits(escape.group(1)));
      from = escape.end();
    }
    bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  /** The bytes of an address, which has a slash at its end if a folder is there. */
  private static byte[] bytes(String address) {
    String path =
        address.length() > 1 && address.endsWith("/")
            ? address.substring(0, address.length() - 1)
            : address;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(path, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(path.charAt(i));
      }
    }
    return bytes.toByteArray();
  }

  private static String text(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    StringBuilder text = new StringBuilder();
    while (in.hasRemaining()) {
      int length = letter(in);
      if (length > 0) {
        text.append(new String(bytes, in.position(), length, StandardCharsets.UTF_8));
        in.position(in.position() + length);
      } else {
        text.append(String.format(Locale.ROOT, "\u0000%02x", in.get()));
      }
    }
    return escaped(text.toString()).replace("\u0000", "\\x"); // no name holds a byte 0
  }

  /** How many of the next bytes are one letter; 0 if they are none. */
  private static int letter(ByteBuffer in) {
    for (int length = 1; length <= Math.min(4, in.remaining()); length++) {
      if (whole(in.slice(in.position(), length))) {
        return length;
      }
    }
    return 0;
  }

  private static boolean whole(ByteBuffer bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).decode(bytes);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** What a text means that holds bytes in digits: a letter of a pattern at a place, or nothing. */
  static Optional<String> escape(String text, int at) {
    Matcher escape = ESCAPE.matcher(text).region(at, text.length());
    return escape.lookingAt() ? Optional.of(escape.group()) : Optional.empty();
  }

  private static String escaped(String text) {
    return ESCAPE.matcher(text).replaceAll("\\\\x5cx$1");
  }

  /**
   * The first bytes of a file.
   *
   * @throws IOException if it cannot be read, or is no file: a pipe would be waited for
   */
  static byte[] read(Path file, int most) throws IOException {
    require(file);
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most);
    }
  }

  private static void require(Path file) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(file)) {
        throw refusal(file, "it is a link to what is not there: " + Files.readSymbolicLink(file));
      }
      throw e;
    }
    if (!attributes.isRegularFile()) {
      throw refusal(
          file,
          attributes.isDirectory()
              ? "it is a folder, not a file"
              : "it is not a file, but a pipe, a socket or a device");
    }
  }

  private static FileSystemException refusal(Path file, String reason) {
    return new FileSystemException(text(file), null, reason);
  }
}
