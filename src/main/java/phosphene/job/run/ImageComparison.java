package phosphene.job.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import phosphene.gallery.Findings;
import phosphene.gallery.Outcome;
import phosphene.gallery.Problem;
import phosphene.gallery.Receipt;
import phosphene.gallery.Rule;
import phosphene.job.run.RecheckedImage.Made;

/**
 * Compares images that are made again with what their rows say. Other bytes are no problem if they
 * are another encoder's file of the same pixels; and other pixels are one only if engine, device
 * and version are the same.
 */
public final class ImageComparison {
  private final String version;
  private final Findings findings;
  private final Map<String, FirstNames> elsewhere = new TreeMap<>();
  private FirstNames encoded = FirstNames.NONE; // otherwise

  /**
   * Nothing compared yet.
   *
   * @param version of Phosphene here
   * @param findings takes the problems
   */
  public ImageComparison(String version, Findings findings) {
    this.version = version;
    this.findings = findings;
    findings.checked(Rule.REPEATABLE, 0);
  }

  /** Compares one. */
  void add(RecheckedImage rechecked) {
    Made made = rechecked.made();
    Outcome outcome = rechecked.outcome();
    if (outcome instanceof Outcome.Failed failed) {
      report(made, failed.message());
      return;
    }
    String here = image(outcome).sha256();
    String differences = differences(made, rechecked.maker());
    if (here.equals(made.sha256())) {
      findings.checked(Rule.REPEATABLE, 1);
    } else if (rechecked.similarity() == RecheckedImage.Similarity.PIXELS) {
      findings.checked(Rule.REPEATABLE, 1);
      encoded = encoded.with(made.path());
    } else if (differences.isEmpty()) {
      report(made, "SHA-256 " + here + " when rendered again, " + made.sha256() + " in its row");
    } else {
      elsewhere.merge(differences, FirstNames.NONE.with(made.path()), FirstNames::with);
    }
  }

  private void report(Made made, String message) {
    findings.checked(Rule.REPEATABLE, 1);
    findings.found(new Problem(Rule.REPEATABLE, made.path(), made.key(), message));
  }

  private static Outcome.Picture image(Outcome outcome) {
    if (outcome instanceof Outcome.Rendered rendered) {
      return rendered.picture();
    }
    if (outcome instanceof Outcome.Dead dead) {
      return dead.picture();
    }
    throw new AssertionError(outcome);
  }

  /** In what they differ; empty if in nothing. */
  private String differences(Made made, Receipt.Maker here) {
    List<String> differ = new ArrayList<>();
    compare(made.maker().engine(), here.engine(), "engine", differ);
    compare(made.maker().device(), here.device(), "device", differ);
    compare(made.version(), version, "version", differ);
    return String.join(", ", differ);
  }

  private static void compare(String there, String here, String what, List<String> differ) {
    if (!there.equals(here)) {
      differ.add(what + " " + there + " there, " + here + " here");
    }
  }

  /** Notes what could not be compared. */
  public void end() {
    if (encoded.count() > 0) {
      findings.note(
          "Images that have the same pixels when rendered again, in files of another encoder: "
              + shown(encoded));
    }
    elsewhere.forEach(
        (differences, images) ->
            findings.note(
                "Images that have other bytes when rendered again, and cannot be compared, as"
                    + " they were made by others: "
                    + shown(images)
                    + " ("
                    + differences
                    + ")"));
  }

  private static String shown(FirstNames images) {
    return String.format(Locale.ROOT, "%,d: %s", images.count(), images.shown());
  }
}
