package phosphene.image.kind;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import phosphene.image.pixel.Format;

/**
 * What the names of files and folders say: whether a file claims to be a photo, or is evidently
 * none. Letters count in either case.
 */
public final class PhotoNames {
  /** Pictures, whether they are read here or not: raw files of cameras among them. */
  private static final Set<String> PICTURES =
      with(
          Arrays.stream(Format.values()).flatMap(format -> format.endings().stream()),
          """
          heic heif hif heics heifs avif avifs jp2 j2k j2c jpc jpf jpx jpm jxl jxr wdp hdp mpo jps
          psd psb xcf kra svg svgz ico cur icns tga exr hdr pcx ppm pgm pbm pnm pam pfm qoi bpg wbmp
          dng cr2 cr3 crw nef nrw arw sr2 srf srw orf rw2 raf x3f pef erw kdc dcr mrw mef mos iiq 3fr
          fff rwl raw rwz gpr erf dcm
          """);

  private static final Set<String> OTHERS =
      with(
          Stream.empty(),
          // texts and documents
          "txt text log md markdown rst tex rtf pdf doc docx docm dot dotx odt ods odp odg xls xlsx",
          "xlsm csv tsv ppt pptx pps ppsx epub mobi azw3 djvu nfo ics vcf eml msg",
          "htm html xhtml mht mhtml css js mjs ts json jsonl ndjson geojson xml xsl xsd dtd yaml yml",
          "toml ini inf cfg conf properties plist url webloc lnk desktop",
          // what cameras and programs leave beside photos
          "xmp aae thm pp3 dop cos on1 rws vrd nksc ctg ithmb gpx kml kmz tcx nmea srt vtt sub ass",
          "lrcat lrprev modd moff pto torrent md5 sha1 sha256 sha512 sfv par2 asc sig",
          // databases and data
          "db db3 sqlite sqlite3 sqlite-wal sqlite-shm sqlite-journal db-wal db-shm db-journal mdb",
          "accdb dbf parquet avro orc npy npz h5 hdf5 onnx pt pkl safetensors caffemodel",
          // archives and programs
          "zip 7z rar tar gz tgz bz2 xz zst lz4 jar war cab iso dmg apk deb rpm exe dll so dylib sys",
          "msi bat cmd sh ps1 py pyc php java class cpp hpp",
          // sound, films, fonts
          "mp3 m4a aac wav flac ogg oga opus wma aif aiff mid midi amr mp4 m4v mov qt avi mkv webm mpg",
          "mpeg mpe mts m2ts vob wmv asf flv f4v 3gp 3g2 ogv lrv insv divx rm rmvb mxf ttf otf woff",
          "woff2 eot",
          // what is not finished, and locks
          "part partial filepart crdownload download opdownload aria2 tmp temp swp lock lck");

  private static final Set<String> FILES =
      Set.of(
          "thumbs.db",
          "ehthumbs.db",
          "ehthumbs_vista.db",
          "desktop.ini",
          "picasa.ini",
          "zbthumbnail.info",
          "_success",
          "icon\r");

  private static final Set<String> FOLDERS =
      Set.of(
          "@eadir",
          "__macosx",
          "#recycle",
          "@recycle",
          "$recycle.bin",
          "system volume information",
          "_temporary");

  private static final List<String> TAILS = List.of("~", "_$folder$");

  private PhotoNames() {}

  private static Set<String> with(Stream<String> first, String... words) {
    Set<String> all = first.collect(Collectors.toCollection(HashSet::new));
    Arrays.stream(words).forEach(some -> all.addAll(List.of(some.trim().split("\\s+"))));
    return Set.copyOf(all);
  }

  /** True if a file of that name says that it is a picture: what is in it may be another matter. */
  public static boolean claim(String name) {
    return PICTURES.contains(ending(name)) && !unfinished(name);
  }

  /** True if a file of that name is no photo, whatever is in it. */
  public static boolean deny(String name) {
    return unfinished(name)
        || OTHERS.contains(ending(name))
        || FILES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** True if a folder of that name is made by programs for themselves. */
  public static boolean denyFolder(String name) {
    return FOLDERS.contains(name.toLowerCase(Locale.ROOT));
  }

  private static boolean unfinished(String name) {
    return TAILS.stream().anyMatch(name::endsWith);
  }

  /** A name as it is shown in a line: line feeds and the like are written {@code \x0a}. */
  public static String printable(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .forEach(
            c ->
                shown.append(
                    Character.isISOControl(c)
                        ? String.format(Locale.ROOT, "\\x%02x", c)
                        : Character.toString(c)));
    return shown.toString();
  }

  /** What follows the last dot, in lower case; empty if there is none. */
  static String ending(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot < 0 ? "" : last.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
