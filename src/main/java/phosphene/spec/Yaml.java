package phosphene.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * One YAML 1.2 text on its way to a {@link Value}. Anchors and aliases are allowed; tags, repeated
 * keys and values that hold themselves are not.
 */
final class Yaml {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setSchema(new CoreSchema()).build();

  // 100,000: a job that lists every unit of a large network; aliases of aliases would reach
  // millions.
  private static final int MOST_VALUES = 100_000;

  private final Function<Optional<Mark>, String> places;
  private int values;

  private Yaml(Function<Optional<Mark>, String> places) {
    this.places = places;
  }

  /** The value of a file's text; places are {@code name:line}, that of the whole is the name. */
  static Value read(String name, String text) {
    Function<Optional<Mark>, String> lines =
        mark ->
            mark.map(m -> String.format(Locale.ROOT, "%s:%d", name, m.getLine() + 1)).orElse(name);
    return read(name, text, lines);
  }

  /** The value of a text that has no lines of its own: each place is {@code place}. */
  static Value readInline(String place, String text) {
    return read(place, text, mark -> place);
  }

  private static Value read(String name, String text, Function<Optional<Mark>, String> places) {
    try {
      return new Compose(SETTINGS)
          .composeString(text)
          .map(node -> new Yaml(places).value(node, name))
          .orElse(new Value.Nothing(name));
    } catch (MarkedYamlEngineException e) {
      String reason =
          Stream.of(Optional.ofNullable(e.getContext()), Optional.ofNullable(e.getProblem()))
              .flatMap(Optional::stream)
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(", "));
      throw unreadable(places.apply(e.getProblemMark()), reason, e);
    } catch (StackOverflowError e) { // the library's composer calls itself for each level
      throw new SpecException(name + ": Cannot read YAML: too many values within values", e);
    } catch (YamlEngineException e) {
      throw unreadable(name, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
  }

  private static SpecException unreadable(String place, String reason, YamlEngineException cause) {
    return new SpecException(
        String.format(Locale.ROOT, "%s: Cannot read YAML: %s", place, reason), cause);
  }

  private Value value(Node node, String place) {
    if (node.isRecursive()) {
      throw new SpecException(place + ": Cannot read YAML: a value holds itself");
    }
    if (++values > MOST_VALUES) {
      throw new SpecException(place + ": Cannot read YAML: more than " + MOST_VALUES + " values");
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar, place);
    }
    if (node instanceof SequenceNode sequence) {
      refuseTag(node, Tag.SEQ, place);
      return items(sequence, place);
    }
    if (node instanceof MappingNode mapping) {
      refuseTag(node, Tag.MAP, place);
      return mapping(mapping, place);
    }
    throw new AssertionError(node);
  }

  private static Value scalar(ScalarNode node, String place) {
    if (!node.isPlain()) {
      refuseTag(node, Tag.STR, place);
      return new Value.Quoted(node.getValue(), place);
    }
    Tag untagged = SETTINGS.getSchema().getScalarResolver().resolve(node.getValue(), true);
    refuseTag(node, untagged, place);
    return untagged.equals(Tag.NULL)
        ? new Value.Nothing(place)
        : new Value.Plain(node.getValue(), place);
  }

  private static void refuseTag(Node node, Tag untagged, String place) {
    if (!node.getTag().equals(untagged)) {
      throw new SpecException(
          String.format(
              Locale.ROOT,
              "%s: Cannot read YAML: the tag %s (job files have no tags)",
              place,
              node.getTag()));
    }
  }

  private Value.Items items(SequenceNode node, String place) {
    List<Value> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      items.add(value(item, places.apply(item.getStartMark())));
    }
    return new Value.Items(items, place);
  }

  private Value.Mapping mapping(MappingNode node, String place) {
    Map<String, Value> entries = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      String keyPlace = places.apply(entry.getKeyNode().getStartMark());
      String key = key(entry.getKeyNode(), keyPlace);
      if (entries.put(key, value(entry.getValueNode(), keyPlace)) != null) {
        throw new SpecException(
            String.format(Locale.ROOT, "%s: Invalid key: %s (must be named once)", keyPlace, key));
      }
    }
    return new Value.Mapping(entries, place);
  }

  private static String key(Node node, String place) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new SpecException(place + ": Invalid key: a list or mapping (must be a word)");
  }
}
