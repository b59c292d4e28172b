package phosphene.image.pixel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A file format of photos, recognized by the first bytes and never by the name. */
public enum Format {
  JPEG("jpg jpeg jpe jfif"),
  PNG("png apng"),
  WEBP("webp"),
  HEIF("heic heif hif heics heifs"),
  AVIF("avif avifs"),
  TIFF("tif tiff"),
  BMP("bmp dib"),
  GIF("gif");

  /** Endings of names, the usual one first. */
  private final String endings;

  Format(String endings) {
    this.endings = endings;
  }

  /**
   * The format in which a dream of such a photo is written: JPEG for cameras' lossy formats, PNG
   * for all others.
   */
  public Format output() {
    return this == JPEG || this == HEIF || this == AVIF ? JPEG : PNG;
  }

  /**
   * The number of the decoder that reads it. It goes up when what that gives of some file changes:
   * then files that it could not read are tried again, and {@code --redo} renders again what an
   * older one read. Rows without a number are older than all of these.
   */
  public int decoder() {
    return switch (this) {
      case JPEG, TIFF -> 3;
      case PNG, WEBP, HEIF, AVIF -> 2;
      case BMP, GIF -> 1;
    };
  }

  /** As rows and the command line write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The usual ending of a file's name, without a dot. */
  public String extension() {
    return endings().get(0);
  }

  /** Whether a file of this name would be taken for another format. */
  public boolean belies(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .anyMatch(other -> other != this && other.endings().contains(ending));
  }

  /** Endings of names that are usual for it, without a dot, in lower case. */
  public List<String> endings() {
    return List.of(endings.split(" "));
  }

  /** The format of a file that begins like this; empty if it is none of these. */
  public static Optional<Format> of(byte[] bytes) {
    if (starts(bytes, 0, "\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (starts(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP")) {
      return Optional.of(WEBP);
    }
    Optional<Format> coded = HeifBrands.format(bytes);
    if (coded.isPresent()) {
      return coded;
    }
    // 43 in place of 42 is BigTIFF.
    if (starts(bytes, 0, "II*\0")
        || starts(bytes, 0, "MM\0*")
        || starts(bytes, 0, "II+\0")
        || starts(bytes, 0, "MM\0+")) {
      return Optional.of(TIFF);
    }
    if (starts(bytes, 0, "GIF87a") || starts(bytes, 0, "GIF89a")) {
      return Optional.of(GIF);
    }
    // BM, and then the length of the header, since two letters also begin many a text.
    if (starts(bytes, 0, "BM") && bytes.length > 17 && bytes[15] == 0 && bytes[16] == 0) {
      return Optional.of(BMP);
    }
    return Optional.empty();
  }

  public static boolean starts(byte[] bytes, int at, String signature) {
    return latin(bytes, at, signature.length()).equals(signature);
  }

  /** Up to {@code length} bytes as Latin-1 characters; fewer where the bytes end. */
  public static String latin(byte[] bytes, int at, int length) {
    int from = Math.min(at, bytes.length);
    int to = Math.min(from + length, bytes.length);
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
