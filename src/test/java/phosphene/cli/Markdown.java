package phosphene.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document of the project, as far as tests read it. */
record Markdown(Path file, List<String> lines) {
  private static final Pattern FENCE = Pattern.compile("\\s*```(\\w*)\\s*");
  private static final Pattern COMMENT = Pattern.compile("\\s*<!-- (.*) -->\\s*");
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  /**
   * A fenced block.
   *
   * @param language empty if it names none
   * @param comment in the line before it
   */
  record Block(String language, Optional<String> comment, List<String> lines) {
    Block {
      lines = List.copyOf(lines);
    }

    String text() {
      return String.join("\n", lines);
    }
  }

  /**
   * A table after a comment.
   *
   * @param rows without the header
   */
  record Table(String comment, List<List<String>> rows) {
    Table {
      rows = List.copyOf(rows);
    }
  }

  /** The documents that people read first. */
  static List<Markdown> all() {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      Stream<Path> pages = docs.filter(file -> file.toString().endsWith(".md")).sorted();
      return Stream.concat(Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), pages)
          .map(Markdown::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Markdown read(Path file) {
    try {
      return new Markdown(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher start = FENCE.matcher(lines.get(i));
      if (start.matches()) {
        int indent = lines.get(i).indexOf('`');
        Optional<String> comment = i == 0 ? Optional.empty() : comment(lines.get(i - 1));
        List<String> block = new ArrayList<>();
        for (i++; !FENCE.matcher(lines.get(i)).matches(); i++) {
          String line = lines.get(i);
          block.add(line.substring(Math.min(indent, line.length())));
        }
        blocks.add(new Block(start.group(1), comment, block));
      }
    }
    return blocks;
  }

  private static Optional<String> comment(String line) {
    Matcher comment = COMMENT.matcher(line);
    return comment.matches() ? Optional.of(comment.group(1)) : Optional.empty();
  }

  /** Tables directly after a comment. */
  List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i + 2 < lines.size(); i++) {
      Optional<String> comment = comment(lines.get(i));
      if (comment.isPresent() && lines.get(i + 1).startsWith("|")) {
        List<List<String>> rows =
            lines.subList(i + 3, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(Markdown::cells)
                .toList();
        tables.add(new Table(comment.get(), rows));
      }
    }
    return tables;
  }

  private static List<String> cells(String row) {
    String inner = row.strip().substring(1, row.strip().length() - 1);
    return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
  }

  /** What is written as code in a text. */
  static List<String> codes(String text) {
    return CODE.matcher(text).results().map(code -> code.group(1)).toList();
  }

  /** Targets of links and images, outside of blocks. */
  List<String> links() {
    return prose()
        .flatMap(line -> LINK.matcher(line.replaceAll("`[^`]*`", "")).results())
        .map(MatchResult::group)
        .map(link -> link.replaceFirst(".*\\]\\(([^)]*)\\)", "$1"))
        .toList();
  }

  /** The anchors that headings have on the pages of a host of sources. */
  List<String> anchors() {
    return prose()
        .filter(line -> line.matches("#{1,6} .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private Stream<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean block = false;
    for (String line : lines) {
      boolean fence = FENCE.matcher(line).matches();
      if (!block && !fence) {
        prose.add(line);
      }
      block ^= fence;
    }
    return prose.stream();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
