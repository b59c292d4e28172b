package phosphene.gallery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * What a verification found.
 *
 * @param checks by rule, in the order of the rules
 * @param problems the first of each rule
 * @param notes lines that tell of no problem
 */
public record VerificationResult(
    Stock stock, List<Check> checks, List<Problem> problems, List<String> notes) {
  private static final String ATLAS = "atlas";
  private static final ObjectMapper JSON = new ObjectMapper();

  public VerificationResult {
    checks = List.copyOf(checks);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /**
   * What the gallery holds, by the last row of each image.
   *
   * @param uri of the gallery
   * @param kind of job
   * @param dead units, of an atlas
   * @param skipped files of a collection that are no photos
   * @param bytes of all images
   */
  public record Stock(
      String uri,
      String kind,
      String network,
      long rendered,
      long dead,
      long failed,
      long skipped,
      long bytes) {
    /** How many there are of each, those left out that this kind of job never has. */
    public String counts() {
      StringBuilder counts =
          new StringBuilder(String.format(Locale.ROOT, "%,d rendered", rendered));
      if (kind.equals(ATLAS)) {
        counts.append(String.format(Locale.ROOT, ", %,d dead", dead));
      }
      counts.append(String.format(Locale.ROOT, ", %,d failed", failed));
      if (skipped > 0) {
        counts.append(String.format(Locale.ROOT, ", %,d skipped", skipped));
      }
      return counts.toString();
    }
  }

  /**
   * How a rule was kept.
   *
   * @param checked things that were looked at
   * @param problems those of them that break it
   */
  public record Check(Rule rule, long checked, long problems) {
    Check plus(Check more) {
      return new Check(rule, checked + more.checked, problems + more.problems);
    }
  }

  /** True if nothing breaks a rule. */
  public boolean sound() {
    return trouble() == 0;
  }

  /** How many problems there are. */
  public long trouble() {
    return checks.stream().mapToLong(Check::problems).sum();
  }

  /** All of it in one line. */
  public String json() {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("gallery", stock.uri());
    tree.put("job", stock.kind());
    tree.put("network", stock.network());
    tree.put("sound", sound());
    tree.put("rendered", stock.rendered());
    if (stock.kind().equals(ATLAS)) {
      tree.put("dead", stock.dead());
    }
    tree.put("failed", stock.failed());
    tree.put("skipped", stock.skipped());
    tree.put("bytes", stock.bytes());
    ArrayNode rules = tree.putArray("rules");
    for (Check check : checks) {
      ObjectNode node = rules.addObject();
      node.put("rule", check.rule().label());
      node.put("checked", check.checked());
      node.put("problems", check.problems());
    }
    ArrayNode first = tree.putArray("problems");
    for (Problem problem : problems) {
      ObjectNode node = first.addObject();
      node.put("rule", problem.rule().label());
      node.put("path", problem.path());
      node.put("key", problem.key());
      node.put("message", problem.message());
    }
    ArrayNode lines = tree.putArray("notes");
    notes.forEach(lines::add);
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
