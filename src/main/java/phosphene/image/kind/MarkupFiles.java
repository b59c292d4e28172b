package phosphene.image.kind;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import phosphene.image.pixel.Format;

/** Files that are marked-up text: SVG, web pages, descriptions of photos. */
final class MarkupFiles {
  private static final Pattern BEFORE =
      Pattern.compile(
          "\\A(?:\\s++|<\\?.*?\\?>|<!--.*?-->|<!DOCTYPE[^>\\[]*+(?:\\[.*?\\])?\\s*+>)*+",
          Pattern.DOTALL);

  private MarkupFiles() {}

  static Optional<FileKind> of(byte[] start) {
    String text = text(start);
    String head = text.stripLeading();
    if (!head.startsWith("<")) {
      return Optional.empty();
    }
    String root = BEFORE.matcher(text).replaceFirst("").toLowerCase(Locale.ROOT);
    if (root.startsWith("<svg") || root.matches("(?s)<\\w{1,20}:svg\\b.*")) {
      return Optional.of(new FileKind("SVG", FileKind.Family.PICTURE));
    }
    if (root.startsWith("<html") || head.toLowerCase(Locale.ROOT).startsWith("<!doctype html")) {
      return Optional.of(new FileKind("a web page (HTML)", FileKind.Family.DOCUMENT));
    }
    if (root.startsWith("<x:xmpmeta") || head.startsWith("<?xpacket")) {
      return Optional.of(new FileKind("a photo's description (XMP)", FileKind.Family.SIDECAR));
    }
    return head.startsWith("<?xml")
        ? Optional.of(new FileKind("a document (XML)", FileKind.Family.DOCUMENT))
        : Optional.empty();
  }

  private static String text(byte[] start) {
    int length = Math.min(start.length, FileKind.BYTES);
    Charset charset = StandardCharsets.UTF_8;
    if (Format.starts(start, 0, "\u00ff\u00fe") || Format.starts(start, 0, "<\0")) {
      charset = StandardCharsets.UTF_16LE;
    } else if (Format.starts(start, 0, "\u00fe\u00ff") || Format.starts(start, 0, "\0<")) {
      charset = StandardCharsets.UTF_16BE;
    }
    String text = new String(start, 0, length, charset);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
