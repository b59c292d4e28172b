package phosphene.gallery.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import phosphene.gallery.store.PhotoCollection.Place;
import phosphene.spec.SpecException;

/**
 * The way from what a person calls photos to the folder that they are in, and the pattern that they
 * match there. Files of this machine may have names of any bytes ({@link LocalFiles#named}).
 */
final class NamedPhotos {
  private NamedPhotos() {}

  /** As {@link PhotoCollection#find(String, Configuration)}. */
  static Place find(String photos, Configuration configuration) {
    try {
      Path path = HadoopStore.path(photos);
      Optional<java.nio.file.Path> here = LocalFiles.named(photos);
      if (here.isPresent()) {
        return place(here.get());
      }
      FileSystem store = HadoopStore.files(path, configuration);
      Optional<FileStatus> there = status(store, path);
      if (there.isPresent()) {
        return there.get().isDirectory()
            ? new Place(path.toString(), Glob.ALL)
            : new Place(path.getParent().toString(), Glob.just(path.getName()));
      }
      Path folder = path;
      List<String> rest = new ArrayList<>();
      while (folder.getParent() != null && Glob.is(folder.toUri().getPath())) {
        rest.add(0, folder.getName());
        folder = folder.getParent();
      }
      Optional<String> root = folder(store, folder);
      if (rest.isEmpty() || root.isEmpty()) {
        throw new SpecException("Cannot read photos: no such folder: " + folder + hint(photos));
      }
      Glob glob = new Glob(String.join("/", rest));
      glob.pattern();
      return new Place(root.get(), glob);
    } catch (IOException | IllegalArgumentException e) {
      throw new SpecException("Cannot read photos: " + photos + ": " + StoreException.reason(e), e);
    }
  }

  private static Place place(java.nio.file.Path here) {
    if (Files.isDirectory(here)) {
      return new Place("file:" + LocalFiles.text(here), Glob.ALL);
    }
    String folder = Optional.ofNullable(here.getParent()).map(LocalFiles::text).orElse("/");
    return new Place("file:" + folder, Glob.just(LocalFiles.name(here)));
  }

  /** The URI of a folder, if it is one. */
  private static Optional<String> folder(FileSystem store, Path folder) throws IOException {
    Optional<java.nio.file.Path> here = LocalFiles.named(folder.toString());
    return here.isPresent()
        ? here.filter(Files::isDirectory).map(path -> "file:" + LocalFiles.text(path))
        : status(store, folder).filter(FileStatus::isDirectory).map(found -> folder.toString());
  }

  /** What helps where a shell gave bytes that are no text. */
  private static String hint(String photos) {
    return photos.contains("\ufffd")
        ? " (bytes of a name that are not UTF-8 are written as two digits, such as \\xe9)"
        : "";
  }

  private static Optional<FileStatus> status(FileSystem files, Path path) throws IOException {
    try {
      return Optional.of(Attempt.firmly(() -> files.getFileStatus(path)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
