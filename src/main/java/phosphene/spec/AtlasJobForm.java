package phosphene.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How job files write an {@link AtlasJob}.
 *
 * <table>
 * <caption>Keys, what they take, and what stands for a key that is left out</caption>
 * <tr><th>key<th>takes<th>left out
 * <tr><td>job<td>{@code atlas}<td>required
 * <tr><td>network<td>a name of the catalogue, or the path or URI of a model: a .onnx, .keras, .h5
 *     or .zip<td>required
 * <tr><td>weights<td>a path or URI, or {@code random:SEED}<td>the fetched weights of the network
 * <tr><td>preprocessing<td>{@code unit}, {@code signed}, {@code caffe}, {@code torch}, or {@code
 *     {mean: 0.5, std: [0.2, 0.2, 0.2], range: 255, order: bgr}}: of a model, or of weights in a
 *     .safetensors<td>what the file says, else unit
 * <tr><td>labels<td>a path or URI: lines, or JSON<td>those of the network
 * <tr><td>layers<td>{@code all}, {@code blocks}, a name, or a list of names; {@code *} stands for any
 *     letters<td>all
 * <tr><td>units<td>{@code all}, a channel {@code 223}, a range {@code 0-63}, these of a layer
 *     {@code block4_conv1/223}, a class name, or a list of these<td>all
 * <tr><td>objective<td>{@code channel}, {@code neuron}, {@code class}, or one of docs/objectives.md with
 *     its parameters<td>channel
 * <tr><td>negative<td>{@code true}: lower the objective instead of raising it; {@code both}: a
 *     rendering of each<td>false
 * <tr><td>tap<td>{@code pre} or {@code post}: before or after the nonlinearity<td>pre
 * <tr><td>recipe<td>the name of a {@link NamedRecipe}, or a mapping<td>lucid
 * <tr><td>recipe.name<td>the recipe whose values the keys below override<td>lucid
 * <tr><td>recipe.size<td>width and height in pixels, 16 to 4096<td>128
 * <tr><td>recipe.steps<td>steps of ascent, 1 to 1000000<td>256
 * <tr><td>recipe.attempts<td>starts, of which the best is kept, 1 to 100<td>1
 * <tr><td>recipe.retries<td>more tries for a unit that does not fire, 0 to 8<td>2
 * <tr><td>recipe.redirect<td>first steps with redirected ReLUs, 0 to 1000000<td>16
 * <tr><td>recipe.parameterization<td>{@code fourier}, {@code maco} or {@code pixels}<td>fourier
 * <tr><td>....fourier<td>{@code {decay: 1, deviation: 0.01, color: decorrelated}}<td>these
 * <tr><td>....pixels<td>{@code {deviation: 0.01, color: decorrelated}}; color may be {@code rgb}
 *     <td>these
 * <tr><td>recipe.transforms<td>{@code none}, or a list of {@code pad}, {@code jitter}, {@code scale}
 *     and {@code rotate}<td>{@code [{pad: 12}, {jitter: 8}, {scale: [0.9, 1.1]}, {rotate: 10},
 *     {jitter: 4}]}
 * <tr><td>....maco<td>{@code {spectrum: leaves, color: decorrelated}}<td>these
 * <tr><td>recipe.optimizer<td>{@code adam-mini}, {@code adam}, {@code nadam}, or {@code {adam:
 *     {rate: 0.05}}}<td>adam-mini
 * <tr><td>recipe.precision<td>{@code f32}, or {@code bf16} where the engine has it<td>f32
 * <tr><td>seed<td>a whole number of 64 bits<td>42
 * <tr><td>renderings<td>several of these, by names: a mapping of each name to its {@code objective},
 *     {@code negative}, {@code tap}, {@code recipe} and {@code seed}, which are left out beside it,
 *     and to its {@code layers} and {@code units}, where not those of the job<td>one, named {@code
 *     default}
 * <tr><td>recipe.transparency<td>{@code true} or {@code false}<td>false
 * <tr><td>dataset<td>a gallery of scans by the same network, which fills {@code dataset_max}: a path
 *     or URI<td>none
 * <tr><td>judge<td>{@code {network: NAME, weights: FILE}}, also with {@code preprocessing} and
 *     {@code labels}: a network that says what it takes images of classes for, which fills {@code
 *     transfer}<td>none
 * <tr><td>output<td>the gallery: a path or URI<td>required
 * </table>
 */
final class AtlasJobForm {
  private static final String JUDGE = "judge";

  static final List<String> KEYS =
      JobKeys.with(
          "layers",
          "units",
          "objective",
          "negative",
          "tap",
          "recipe",
          "seed",
          RenderingForm.NAMED,
          "dataset",
          JUDGE);

  /** The value of the key {@code job}. */
  static final String NAME = "atlas";

  private AtlasJobForm() {}

  static AtlasJob read(Value.Mapping file) {
    Section section = Section.of("", file, KEYS);
    NetworkRef network = NetworkForm.read(section);
    List<Rendering> renderings = RenderingForm.readAll(section);
    Optional<String> dataset = section.text("dataset");
    Optional<NetworkRef> judge =
        section
            .find(JUDGE)
            .map(value -> NetworkForm.read(Section.of(JUDGE, value, NetworkForm.KEYS)));
    String output = section.requireText("output");
    return section.make(() -> new AtlasJob(network, renderings, dataset, judge, output));
  }

  static Map<String, Object> write(AtlasJob job) {
    Map<String, Object> written = JobKeys.write(NAME, job);
    written.put(RenderingForm.NAMED, RenderingForm.write(job.renderings()));
    job.dataset().ifPresent(dataset -> written.put("dataset", dataset));
    job.judge().ifPresent(judge -> written.put(JUDGE, NetworkForm.write(judge)));
    return written;
  }
}
