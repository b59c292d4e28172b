package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import phosphene.spec.Value.Items;
import phosphene.spec.Value.Mapping;
import phosphene.spec.Value.Nothing;
import phosphene.spec.Value.Plain;
import phosphene.spec.Value.Quoted;

class YamlTest {

  @Test
  void everyValueKnowsTheLineOfItsKey() {
    String text =
        """
        a: 1

        b:
          # deeper
          c: [x,
            'y']
          d:
            - 1
            -
            - {e: "2"}
        """;
    assertThat(Yaml.read("x", text))
        .isEqualTo(
            new Mapping(
                Map.of(
                    "a", new Plain("1", "x:1"),
                    "b",
                        new Mapping(
                            Map.of(
                                "c",
                                new Items(
                                    List.of(new Plain("x", "x:5"), new Quoted("y", "x:6")), "x:5"),
                                "d",
                                new Items(
                                    List.of(
                                        new Plain("1", "x:8"),
                                        new Nothing("x:9"),
                                        new Mapping(Map.of("e", new Quoted("2", "x:10")), "x:10")),
                                    "x:7")),
                            "x:3")),
                "x"));
  }

  @Test
  void emptyAndNullAreNothing() {
    Nothing nothing = new Nothing("x:1");
    assertThat(Yaml.read("x", "[null, ~, Null]"))
        .isEqualTo(new Items(List.of(nothing, nothing, nothing), "x"));
    assertThat(Yaml.read("x", "# a comment")).isEqualTo(new Nothing("x"));
  }

  @Test
  void anInlineTextHasOnePlaceEverywhere() {
    assertThat(Yaml.readInline("--set a=[1]", "[1]"))
        .isEqualTo(new Items(List.of(new Plain("1", "--set a=[1]")), "--set a=[1]"));
  }

  @Test
  void aliasesHaveThePlaceOfTheirKey() {
    assertThat(Yaml.read("x", "a: &one 1\nb: *one"))
        .isEqualTo(
            new Mapping(Map.of("a", new Plain("1", "x:1"), "b", new Plain("1", "x:2")), "x"));
  }

  @Test
  void keysAreWordsAndNamedOnce() {
    refused("a: 1\nb: 2\na: 3", "x:3: Invalid key: a (must be named once)");
    refused("a:\n  b: 1\n  'b': 1", "x:3: Invalid key: b (must be named once)");
    refused("\n[a]: 1", "x:2: Invalid key: a list or mapping (must be a word)");
  }

  @Test
  void tagsAreRefused() {
    String rule = " (job files have no tags)";
    refused("a: !!int '1'", "x:1: Cannot read YAML: the tag tag:yaml.org,2002:int" + rule);
    refused("a: !!str 1", "x:1: Cannot read YAML: the tag tag:yaml.org,2002:str" + rule);
    refused("a: !mine [1]", "x:1: Cannot read YAML: the tag !mine" + rule);
    refused("!mine {a: 1}", "x: Cannot read YAML: the tag !mine" + rule);
  }

  @Test
  void whatIsNotYamlIsRefusedWithItsLine() {
    String start = "a: 1\n";
    refused(start + "b: : 1", "x:2: Cannot read YAML: mapping values are not allowed here");
    refused(start + "b: *c", "x:2: Cannot read YAML: found undefined alias c");
    refused(
        start + "--- \na: 1",
        "x:2: Cannot read YAML: expected a single document in the stream, but found another"
            + " document");
    refused(
        start + "b: 'c",
        "x:2: Cannot read YAML: while scanning a quoted scalar, found unexpected end of stream");
    refused(
        start + "\tb: 1",
        "x:2: Cannot read YAML: while scanning for the next token, found character '\\t(TAB)' that"
            + " cannot start any token. (Do not use \\t(TAB) for indentation)");
  }

  @Test
  void aliasesOfAliasesAreRefused() {
    StringBuilder bomb = new StringBuilder("a: 1\n").append("layers:\n- &a0 [x,x,x,x,x,x]\n");
    for (int i = 1; i <= 8; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("- &a").append(i).append(" [");
      bomb.append(String.join(",", List.of(alias, alias, alias, alias, alias, alias)));
      bomb.append("]\n");
    }
    refused(bomb.toString(), "x:3: Cannot read YAML: more than 100000 values");
  }

  @Test
  void aTextNestedTooDeeplyIsRefused() {
    refused(
        "a: 1\n" + "layers: " + "[".repeat(100_000),
        "x: Cannot read YAML: too many values within values");
  }

  @Test
  void controlCharactersAreRefused() {
    refused(
        "a: 1\n" + "layers: a\u0000b", "x: Cannot read YAML: special characters are not allowed");
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> Yaml.read("x", text))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
  }
}
