package phosphene.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.gallery.Provenance.NetworkName;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.MemoryStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.Shares;
import phosphene.spec.AtlasJob;
import phosphene.spec.Rendering;
import phosphene.spec.SpecException;

/** Whose gallery a place is. */
class ManifestTest {
  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();

  @Test
  void aNewPlaceIsClaimed() {
    Manifest.claim(store, manifest());

    assertThat(Manifest.read(store)).isEqualTo(manifest());
    assertThat(store.list("")).extracting("name").containsExactly("gallery.json");
  }

  @Test
  void theManifestIsJsonThatPeopleRead() throws IOException {
    Manifest.claim(store, manifest());

    String text = new String(store.find("gallery.json").orElseThrow(), UTF_8);
    assertThat(text)
        .startsWith(
            """
            {
              "format" : 3,
              "job" : "atlas",
              "network" : {
                "name" : "vgg19",
                "sha256" : "abc",
                "preprocessing" : "rgb"
              },
              "renderings" : {
                "default" : {
                  "objective" : {
                    "negative" : false,
                    "objective" : "channel",
                    "tap" : "pre"
                  },
                  "recipe" : {
            """)
        .endsWith("}\n");
    assertThat(new ObjectMapper().readTree(text).fieldNames())
        .toIterable()
        .containsExactly(
            "format", "job", "network", "renderings", "version", "job_file", "generation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.05", "8.41e21", "2e-3", "1e-7", "4.9e-324", "123456789.125", "3"})
  void numbersComeBackAsTheyWereSoThatDigestsAgree(String deviation) {
    Manifest wanted = manifest("recipe.parameterization={pixels: {deviation: " + deviation + "}}");

    Manifest.claim(store, wanted);

    assertThat(Manifest.read(store)).isEqualTo(wanted);
  }

  @Test
  void moreOfTheSameGalleryIsWelcome() {
    Manifest.claim(store, manifest());
    Manifest more = manifest("layers=[block1_conv1]", "units=0-3", "output=s3a://elsewhere");

    Manifest.claim(store, more);

    assertThat(Manifest.read(store)).isEqualTo(more);
  }

  @Test
  void anotherRenderingIsAddedAndThoseThatAreThereStay() {
    Manifest first = manifest("seed=1", "recipe.steps=7");
    Manifest.claim(store, first);
    Manifest second = manifest("renderings.deep.recipe.steps=512", "renderings.near.tap=post");

    Manifest.claim(store, second);

    Manifest both = Manifest.read(store);
    assertThat(both.renderings()).containsOnlyKeys("deep", "default", "near");
    assertThat(both.renderings()).containsAllEntriesOf(second.renderings());
    assertThat(both.renderings()).containsAllEntriesOf(first.renderings());
    assertThat(both.jobFile()).isEqualTo(second.jobFile());
    Manifest.claim(store, first);
    assertThat(Manifest.read(store).renderings()).isEqualTo(both.renderings());
  }

  @Test
  void aRenderingThatIsThereIsNotChangedNorRenamed() {
    Manifest.claim(store, manifest("renderings.deep.recipe.steps=512", "renderings.near="));

    assertThatThrownBy(() -> Manifest.claim(store, manifest("renderings.deep.recipe.steps=64")))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot write to memory:/gallery: its rendering deep is made in another way"
                + " (recipe.steps: 512 there, 64 here; give this one another name below renderings,"
                + " or choose another output)");
    assertThatThrownBy(() -> Manifest.claim(store, manifest("renderings.far=")))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot write to memory:/gallery: rendering far is made as near, which it holds (use"
                + " that name, or change the objective, recipe or seed)");
  }

  @Test
  void aLaterVersionGoesOn() {
    Manifest.claim(store, manifest());
    Manifest later = with(manifest(), new NetworkName("vgg19", "abc", "rgb"), "2.0");

    Manifest.claim(store, later);

    assertThat(Manifest.read(store)).isEqualTo(later);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          recipe.steps=64 | recipe.steps: 128 there, 64 here
          recipe.size=64 | recipe.size: 128 there, 64 here
          recipe.attempts=2 | recipe.attempts: 1 there, 2 here
          recipe.optimizer={adam-mini: {rate: 0.1}} | recipe.optimizer.adam-mini.rate: 0.3 there, 0.1 here
          recipe.parameterization=pixels | recipe.parameterization.fourier.color: decorrelated there, none here
          recipe.transforms=none | recipe.transforms: [{"margin":12},{"jitter":8},{"scale":[0.9,1.1]},{"rotate":10},{"jitter":4}] there, none here
          recipe.transforms=[{jitter: 8}] | recipe.transforms: [{"margin":12},{"jitter":8},{"scale":[0.9,1.1]},{"rotate":10},{"jitter":4}] there, [{"jitter":8}] here
          objective=neuron | objective.objective: channel there, {"neuron":{"x":0.5,"y":0.5}} here
          negative=true | objective.negative: false there, true here
          tap=post | objective.tap: pre there, post here
          seed=-1 | seed: 42 there, -1 here
          """)
  void aRenderingMadeInAnotherWayIsRefusedWithWhatDiffers(String setting, String difference) {
    refuses(
        manifest(setting),
        "its rendering default is made in another way ("
            + difference
            + "; give this one another name below renderings, or choose another output)");
  }

  @Test
  void anotherNetworkOrKindIsRefused() {
    Manifest here = manifest();
    refusesGallery(
        with(here, new NetworkName("vgg16", "abc", "rgb"), "1.0"),
        "network: vgg19 there, vgg16 here");
    refusesGallery(
        with(here, new NetworkName("vgg19", "def", "rgb"), "1.0"),
        "network sha256: abc there, def here");
    refusesGallery(
        new Manifest("dream", here.renderings(), here.jobFile()), "job: atlas there, dream here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "2", "7, \"licence\" : {\"name\" : \"x\"}", "4294967298"})
  void aGalleryOfAnotherFormatIsRefusedWhateverElseItHolds(String format) {
    String other =
        new String(written(), UTF_8)
            .replace("\"format\" : 3", "\"format\" : " + format)
            .replace("\"recipe\"", "\"recipes\"");
    store.write("gallery.json", other.getBytes(UTF_8));
    String message =
        "Cannot use gallery memory:/gallery: it has format "
            + format.replaceFirst(",.*", "")
            + " (this version reads format 3; render it anew into another folder)";

    assertThatThrownBy(() -> Manifest.read(store))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Manifest.check(store, manifest()))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Manifest.claim(store, manifest()))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
    assertThat(store.find("gallery.json")).hasValue(other.getBytes(UTF_8));
  }

  @Test
  void aPlaceWithOtherThingsIsRefused() {
    store.write("photos/cat.jpg", new byte[1]);

    assertThatThrownBy(() -> Manifest.claim(store, manifest()))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot write to memory:/gallery: it is not empty and holds no gallery.json");
    assertThat(store.list("")).extracting("name").containsExactly("photos/cat.jpg");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsTheUsersMistake() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    ObjectStore below = HadoopStore.open(file + "/gallery", new Configuration());

    assertThatThrownBy(() -> Manifest.claim(below, manifest()))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot write file:%s/gallery/gallery.json: Parent path is not a directory: file:%s",
            file, file);
    assertThat(file).hasContent("mine");
  }

  @Test
  void aManifestThatMayNotBeReadIsNotOverwritten() {
    Path place = folder.resolve("gallery");
    Manifest.claim(HadoopStore.open(place.toString(), new Configuration()), manifest());
    ObjectStore locked = HadoopStore.open("locked:" + place, Shares.configuration());

    assertThatThrownBy(() -> Manifest.claim(locked, manifest("seed=1")))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot read locked:%s/gallery.json: %s/gallery.json (Permission denied)",
            place, place);
  }

  static List<String> damaged() {
    String whole = new String(written(), UTF_8);
    return List.of(
        "",
        "{}",
        "[]",
        "null",
        "no json",
        whole.substring(0, whole.length() / 2),
        whole + "}",
        whole.replace("\"seed\" : 42", "\"seed\" : \"x\""),
        whole.replace("},\n      \"seed\" : 42\n", "}\n"),
        whole.replace(
            "\"default\" : {\n      \"objective\"",
            "\"default\" : null, \"x\" : {\n      \"objective\""),
        whole.replace("\"format\" : 3,", ""),
        whole.replace("\"format\" : 3", "\"format\" : \"3\""),
        whole.replace("\"format\" : 3", "\"format\" : 3.5"),
        whole.replace("\"atlas\"", "null"),
        whole.replace("\"sha256\" : \"abc\"", "\"sha\" : \"abc\""),
        whole.replace("\"recipe\"", "\"recipes\""));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void aDamagedManifestIsRefusedAndStaysAsItIs(String text) {
    store.write("gallery.json", text.getBytes(UTF_8));

    assertThatThrownBy(() -> Manifest.claim(store, manifest()))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot read memory:/gallery/gallery.json: it is damaged");
    assertThatThrownBy(() -> Manifest.read(store))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot read memory:/gallery/gallery.json: it is damaged");
    assertThat(store.find("gallery.json")).hasValue(text.getBytes(UTF_8));
  }

  @Test
  void nothingToReadIsNamed() {
    assertThatThrownBy(() -> Manifest.read(store))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot read gallery memory:/gallery: no gallery.json there");
  }

  private void refusesGallery(Manifest wanted, String difference) {
    refuses(wanted, "it holds another job's gallery (" + difference + "; choose another output)");
  }

  private void refuses(Manifest wanted, String why) {
    Manifest.claim(store, manifest());

    assertThatThrownBy(() -> Manifest.claim(store, wanted))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot write to memory:/gallery: " + why);
    assertThat(Manifest.read(store)).isEqualTo(manifest());
  }

  private static byte[] written() {
    MemoryStore store = new MemoryStore();
    Manifest.claim(store, manifest());
    return store.find("gallery.json").orElseThrow();
  }

  private static Manifest manifest(String... settings) {
    String text = "job: atlas\nnetwork: vgg19\noutput: out/vgg19\n";
    AtlasJob job = AtlasJob.FORM.read("x.yaml", text, List.of(settings));
    SortedMap<String, Provenance> renderings = new TreeMap<>();
    for (Rendering rendering : job.renderings()) {
      renderings.put(
          rendering.name(),
          new Provenance(
              new NetworkName("vgg19", "abc", "rgb"),
              rendering.objective().json(),
              rendering.recipe().json(),
              rendering.seed(),
              "1.0"));
    }
    return new Manifest("atlas", renderings, job.json());
  }

  private static Manifest with(Manifest manifest, NetworkName network, String version) {
    SortedMap<String, Provenance> others = new TreeMap<>();
    manifest
        .renderings()
        .forEach(
            (name, old) ->
                others.put(
                    name,
                    new Provenance(network, old.objective(), old.recipe(), old.seed(), version)));
    return new Manifest(manifest.kind(), others, manifest.jobFile());
  }
}
