package phosphene.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The path of a flight: what is maximized and how the image moves at every moment. Before its time
 * the first keyframe holds, after its time the last.
 *
 * @param keyframes at least one, each later than the one before
 * @param seconds how long it takes, not before the last keyframe; at most a day
 */
public record FlightPath(List<Keyframe> keyframes, double seconds) {
  public FlightPath {
    keyframes = List.copyOf(keyframes);
    if (keyframes.isEmpty()) {
      throw Require.invalid("keyframes", "[]", "at least one");
    }
    for (int i = 1; i < keyframes.size(); i++) {
      double before = keyframes.get(i - 1).at();
      if (!(keyframes.get(i).at() > before)) {
        throw Require.invalid(
            "keyframes", "at " + keyframes.get(i).at(), "later than the one before, at " + before);
      }
    }
    Require.positive("seconds", seconds);
    double last = keyframes.get(keyframes.size() - 1).at();
    if (seconds < last || seconds > 86_400) {
      throw Require.invalid(
          "seconds",
          Double.toString(seconds),
          String.format(Locale.ROOT, "between that of the last keyframe, %s, and 86400", last));
    }
  }

  /** What holds at a moment. */
  public record Moment(Mix units, Motion motion, int steps) {}

  /** How many frames a film of it has: its first at 0 seconds, its last before its end. */
  public int frames(int fps) {
    return (int) Math.max(1, Math.round(seconds * fps));
  }

  /** The moment so many seconds after the beginning. */
  public Moment at(double time) {
    int after = 0;
    while (after < keyframes.size() && keyframes.get(after).at() <= time) {
      after++;
    }
    Keyframe from = keyframes.get(Math.max(0, after - 1));
    if (after == 0 || after == keyframes.size()) {
      return new Moment(from.units(), from.motion(), from.steps());
    }
    Keyframe to = keyframes.get(after);
    double part = from.ease().of((time - from.at()) / (to.at() - from.at()));
    return new Moment(
        mix(from.units(), to.units(), part),
        from.motion().towards(to.motion(), part),
        (int) Math.round(from.steps() + part * (to.steps() - from.steps())));
  }

  /** Weights of both, of which each is one in all, cross-faded. */
  private static Mix mix(Mix from, Mix to, double part) {
    if (part == 0 || from.equals(to)) {
      return from;
    }
    if (part == 1) {
      return to;
    }
    Map<String, Mix.Term> terms = new LinkedHashMap<>();
    add(from, 1 - part, terms);
    add(to, part, terms);
    return new Mix(new ArrayList<>(terms.values()));
  }

  private static void add(Mix mix, double part, Map<String, Mix.Term> terms) {
    for (Mix.Term term : mix.terms()) {
      double weight = part * mix.share(term);
      double before = Optional.ofNullable(terms.get(term.text())).map(Mix.Term::weight).orElse(0.0);
      terms.put(term.text(), new Mix.Term(term.layer(), term.channel(), before + weight));
    }
  }

  /** The path that {@code text} describes: what {@link #json} writes. */
  public static FlightPath read(String name, String text) {
    return FlightJobForm.path(name, Yaml.read(name, text));
  }

  /** This path as one line of canonical JSON: equal paths, and only they, give equal text. */
  public String json() {
    return Json.text(
        Map.of(
            "seconds",
            Json.number(seconds),
            "keyframes",
            keyframes.stream().map(FlightJobForm::write).toList()));
  }
}
