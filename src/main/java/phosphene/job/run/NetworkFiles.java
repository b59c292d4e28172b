package phosphene.job.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import phosphene.gallery.store.Objects;
import phosphene.network.read.Companions;
import phosphene.spec.SpecException;

/**
 * The files of a network on the driver: the one that a job names, and those beside it that hold
 * values of its weights.
 *
 * @param companions by their names relative to the main file
 */
record NetworkFiles(Path main, List<String> companions) {
  NetworkFiles {
    companions = List.copyOf(companions);
  }

  /**
   * The files of a place. What is in an object store is copied to this machine, with what may lie
   * beside it.
   *
   * @throws SpecException if one cannot be had
   */
  static NetworkFiles at(String place, Configuration storage) {
    if (Objects.local(place)) {
      Path main = Objects.file(place);
      return new NetworkFiles(
          main, Files.isRegularFile(main) ? Companions.values(main) : List.of());
    }
    Path main = copy(place, storage);
    String folder = place.substring(0, place.lastIndexOf('/') + 1);
    List<String> values = Companions.values(main);
    for (String name : values) {
      Objects.copy(folder + name, kept(main.resolveSibling(name)), storage);
    }
    for (String name : Companions.settings(main)) {
      Objects.copyIfThere(folder + name, kept(main.resolveSibling(name)), storage);
    }
    return new NetworkFiles(main, values);
  }

  /** The copy of an object on this machine, of the same name, until the process ends. */
  static Path copy(String place, Configuration storage) {
    Path file = kept(temporaryFolder().resolve(place.substring(place.lastIndexOf('/') + 1)));
    Objects.copy(place, file, storage);
    return file;
  }

  private static Path temporaryFolder() {
    try {
      Path folder = Files.createTempDirectory("phosphene-weights");
      folder.toFile().deleteOnExit(); // the last registered goes first: files before their folder
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder: " + e.getMessage(), e);
    }
  }

  /** A file that is removed when the process ends, with the folders below the first. */
  private static Path kept(Path file) {
    Path parent = file.getParent();
    if (parent != null && !Files.exists(parent)) {
      kept(parent);
      try {
        Files.createDirectory(parent);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot make a temporary folder: " + e.getMessage(), e);
      }
    }
    file.toFile().deleteOnExit();
    return file;
  }

  /**
   * The files as a Spark job ships them, where all lie in one folder: no two names are the same.
   */
  List<Path> shipped() {
    List<Path> shipped = new ArrayList<>(List.of(main));
    Set<String> taken = new HashSet<>(Set.of(fold(main)));
    for (String companion : companions) {
      Path file = main.resolveSibling(companion);
      shipped.add(taken.add(fold(file)) ? file : renamed(file));
    }
    return shipped;
  }

  private static String fold(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  private static Path renamed(Path file) {
    Path link = kept(temporaryFolder().resolve(UUID.randomUUID() + "-" + file.getFileName()));
    return linked(link, file);
  }

  /** Makes a file appear in another place of this machine. */
  static Path linked(Path link, Path file) {
    try {
      return Files.createLink(link, file.toRealPath()); // of what a link names, not of the link
    } catch (IOException | UnsupportedOperationException otherDisk) {
      try {
        return Files.copy(file, link);
      } catch (IOException e) {
        e.addSuppressed(otherDisk);
        throw new UncheckedIOException("Cannot copy " + file + ": " + e.getMessage(), e);
      }
    }
  }
}
