package phosphene.job.photos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phosphene.job.run.FirstNames;
import phosphene.spec.Plural;

/** What a person should know of a workPlan, a line each. */
final class WorkPlanNotes {
  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Folders that cannot be listed. */
  void locked(ListingSummary listing) {
    listing
        .someLocked()
        .forEach(
            folder ->
                lines.add(
                    "Cannot list "
                        + (folder.path().isEmpty() ? "the collection" : folder.path())
                        + ": "
                        + folder.message()));
    long more = listing.locked() - listing.someLocked().size();
    if (more > 0) {
      lines.add("and " + Plural.of(more, "more folder", "more folders"));
    }
  }

  /** Files that are no photos, by their names or, as an earlier run found, by their bytes. */
  void leftOut(FirstNames files, FirstNames folders) {
    noPhotos(files, folders).ifPresent(lines::add);
  }

  static Optional<String> noPhotos(FirstNames files, FirstNames folders) {
    if (files.count() + folders.count() == 0) {
      return Optional.empty();
    }
    List<String> counts = new ArrayList<>();
    if (files.count() > 0) {
      counts.add(
          files.count() == 1
              ? "1 file that is no photo"
              : Plural.of(files.count(), "", "files that are no photos"));
    }
    if (folders.count() > 0) {
      counts.add(Plural.of(folders.count(), "folder without any", "folders without any"));
    }
    return Optional.of(
        "Left out "
            + String.join(" and ", counts)
            + ": "
            + files.with(folders).shown()
            + " (strict: true tries them)");
  }

  /** Files that a pattern leaves out because of small letters and capitals alone. */
  void otherCase(FirstNames files) {
    otherCases(files).ifPresent(lines::add);
  }

  static Optional<String> otherCases(FirstNames files) {
    return files.count() == 0
        ? Optional.empty()
        : Optional.of(
            Plural.of(files.count(), "file differs", "files differ")
                + " from the pattern only in small letters and capitals, and "
                + (files.count() == 1 ? "is" : "are")
                + " left out: "
                + files.shown());
  }

  /**
   * Photos of the index that were removed from the collection.
   *
   * @param many what images are called
   */
  void removed(FirstNames photos, String many) {
    if (photos.count() > 0) {
      lines.add(
          Plural.of(photos.count(), "photo is", "photos are")
              + " gone, the "
              + many
              + " stay: "
              + photos.shown());
    }
  }
}
