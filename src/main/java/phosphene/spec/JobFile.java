package phosphene.spec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The reader of job files, which are YAML 1.2. These are the keys of an atlas:
 *
 * <table>
 * <caption>Keys, what they take, and what stands for a key that is left out</caption>
 * <tr><th>key<th>takes<th>left out
 * <tr><td>job<td>{@code atlas}<td>required
 * <tr><td>network<td>a name of the catalogue, or the path or URI of a .h5 or .zip<td>required
 * <tr><td>weights<td>a path or URI, or {@code random:SEED}<td>the fetched weights of the network
 * <tr><td>preprocessing<td>{@code unit}, {@code signed} or {@code caffe}: of a .h5 or .zip model
 *     <td>unit
 * <tr><td>layers<td>{@code all}, a name, or a list of names; {@code *} stands for any letters
 *     <td>all
 * <tr><td>units<td>{@code all}, a channel {@code 223}, a range {@code 0-63}, a class name, or a list
 *     of these<td>all
 * <tr><td>objective<td>{@code channel}, {@code neuron} or {@code class}<td>channel
 * <tr><td>negative<td>{@code true}: lower the objective instead of raising it<td>false
 * <tr><td>tap<td>{@code pre} or {@code post}: before or after the nonlinearity<td>pre
 * <tr><td>recipe.size<td>width and height in pixels, 16 to 4096<td>128
 * <tr><td>recipe.steps<td>steps of ascent, 1 to 1000000<td>256
 * <tr><td>recipe.attempts<td>starts, of which the best is kept, 1 to 100<td>1
 * <tr><td>recipe.retries<td>more tries for a unit that does not fire, 0 to 8<td>2
 * <tr><td>recipe.redirect<td>first steps with redirected ReLUs, 0 to 1000000<td>16
 * <tr><td>recipe.parameterization<td>{@code fourier} or {@code pixels}<td>fourier
 * <tr><td>....fourier<td>{@code {decay: 1, deviation: 0.01, colour: decorrelated}}<td>these
 * <tr><td>....pixels<td>{@code {deviation: 0.01, colour: decorrelated}}; colour may be {@code rgb}
 *     <td>these
 * <tr><td>recipe.transforms<td>{@code none}, or a list of {@code pad}, {@code jitter}, {@code scale}
 *     and {@code rotate}<td>{@code [{pad: 12}, {jitter: 8}, {scale: [0.9, 1.1]}, {rotate: 10},
 *     {jitter: 4}]}
 * <tr><td>recipe.optimizer<td>{@code adam}, or {@code {adam: {rate: 0.05}}}<td>adam
 * <tr><td>natural<td>a gallery of scans by the same network, which fills {@code natural_max}: a path
 *     or URI<td>none
 * <tr><td>seed<td>a whole number of 64 bits<td>42
 * <tr><td>output<td>the gallery: a path or URI<td>required
 * </table>
 *
 * <p>And these are the keys of a dream job; {@code network}, {@code weights}, {@code
 * preprocessing}, {@code seed} and {@code output} are as above:
 *
 * <table>
 * <caption>Keys of dreams</caption>
 * <tr><th>key<th>takes<th>left out
 * <tr><td>job<td>{@code dream}<td>required
 * <tr><td>photos<td>a folder with all below it, a file, or a pattern with {@code * ** ? [] {}}: a path
 *     or URI<td>required
 * <tr><td>layers<td>{@code all}, a name, or a list of names and mixes; a dream an entry. {@code *}
 *     stands for any letters, {@code block4_conv1/223} for a channel, {@code {block3_conv3: 0.7,
 *     block4_conv1/223: 0.3}} for a mix by weight<td>required
 * <tr><td>guide<td>a photo whose features are raised: a path or URI<td>none
 * <tr><td>tour<td>{@code true}: the dreams of each photo as a contact sheet, a GIF and an MP4, in
 *     the order of the network, ending on the photo<td>false
 * <tr><td>recipe.octaves<td>sizes at which a photo is dreamt, 1 to 20<td>4
 * <tr><td>recipe.ratio<td>of the sides of neighbouring octaves, 1.1 to 4<td>1.4
 * <tr><td>recipe.steps<td>steps of each octave, 1 to 10000<td>10
 * <tr><td>recipe.step<td>how far a colour moves on average, in levels of 255, up to 255<td>1.5
 * <tr><td>recipe.jitter<td>pixels by which each step rolls the picture at most, 0 to 4096<td>32
 * <tr><td>recipe.smoothing<td>deviation in pixels of the Gaussian on each gradient, 0 to 64<td>0
 * <tr><td>recipe.tile<td>longest side in pixels of what passes the network at once, 32 to 4096<td>512
 * <tr><td>recipe.blend<td>part of the photo in the result, 0 to 1<td>0
 * <tr><td>pixel-limit<td>the most pixels that a photo may have, 1 to 2147483647<td>50000000
 * <tr><td>metadata<td>EXIF in the dreams: {@code all}, {@code safe} (no places, names, serial
 *     numbers, free texts, makers' notes) or {@code none}<td>safe
 * </table>
 *
 * <p>And these are the keys of a flight job, which has one of {@code keyframes}, {@code through}
 * and {@code units}:
 *
 * <table>
 * <caption>Keys of flights</caption>
 * <tr><th>key<th>takes<th>left out
 * <tr><td>job<td>{@code flight}<td>required
 * <tr><td>keyframes<td>one flight: a list of {@code {at: seconds, units: a name, channel or mix,
 *     motion, zoom, rotate, move, steps, ease: linear, smooth or hold}}, of which {@code at} and
 *     {@code units} are required and what else is left out is the job's<td>
 * <tr><td>through<td>one flight: {@code layers}, every convolution in order, or a list of names,
 *     channels and mixes<td>
 * <tr><td>units<td>a flight each: a list of names, channels and mixes<td>
 * <tr><td>motion<td>{@code still}, {@code zoom}, {@code spin}, {@code drift} or {@code spiral}
 *     <td>zoom
 * <tr><td>zoom<td>factor a second, 0.1 to 10<td>that of the motion
 * <tr><td>rotate<td>degrees a second, clockwise<td>that of the motion
 * <tr><td>move<td>{@code [right, down]}: parts of the side a second<td>that of the motion
 * <tr><td>steps<td>steps of ascent of each frame, 1 to 1000<td>4
 * <tr><td>seconds<td>that a flight takes, up to 86400<td>10
 * <tr><td>seeds<td>flights of each path, 1 to 1000<td>1
 * <tr><td>start<td>{@code noise}, or a photo: a path or URI<td>noise
 * <tr><td>recipe.size<td>side of the frames in pixels, even, 32 to 2048<td>256
 * <tr><td>recipe.fps<td>frames a second, 1 to 120<td>24
 * <tr><td>recipe.first<td>steps of ascent of the first frame, 1 to 100000<td>128
 * <tr><td>recipe.parameterization, recipe.optimizer<td>as of an atlas<td>as there
 * <tr><td>recipe.transforms<td>as of an atlas<td>{@code [{pad: 8}, {jitter: 8}, {scale: [0.95,
 *     1.05]}, {rotate: 5}]}
 * <tr><td>recipe.contrast<td>standard deviation of the luminance that is held, 0 to 0.4; 0: none
 *     <td>0.2
 * <tr><td>recipe.saturation<td>distance of the colours from grey that is held, 0 to 0.4; 0: none
 *     <td>0.12
 * <tr><td>recipe.blend<td>part of the moved frame before in the new one, 0 to 0.95<td>0
 * </table>
 *
 * <p>And these are the keys of a scan; {@code network}, {@code weights}, {@code preprocessing},
 * {@code output}, {@code photos} and {@code pixel-limit} are as above:
 *
 * <table>
 * <caption>Keys of scans</caption>
 * <tr><th>key<th>takes<th>left out
 * <tr><td>job<td>{@code scan}<td>required
 * <tr><td>layers<td>{@code all} (every convolution, and every other layer with a nonlinearity), a
 *     name, or a list of names; {@code *} stands for any letters<td>all
 * <tr><td>neurons<td>{@code false}: the values of all neurons are not kept, and photos have no
 *     page<td>true
 * </table>
 */
public final class JobFile {
  private static final Map<String, Function<Value.Mapping, Job>> JOBS =
      new TreeMap<>(
          Map.of(
              AtlasJobForm.WORD, AtlasJobForm::read,
              DreamJobForm.WORD, DreamJobForm::read,
              FlightJobForm.WORD, FlightJobForm::read,
              ScanJobForm.WORD, ScanJobForm::read));

  private JobFile() {}

  /**
   * The job that {@code text} describes.
   *
   * @param name of the file in messages, such as {@code jobs/x.yaml}
   * @param settings values to take instead of the file's, such as {@code recipe.steps=64}: the path
   *     of any key, an equals sign, and YAML; of two for one key, the later holds
   * @throws SpecException if it describes none; the message begins with {@code name:line}, or with
   *     the setting that is to blame
   */
  public static Job read(String name, String text, List<String> settings) {
    return job(mapping(name, text, settings));
  }

  /**
   * Where the values of a job were written that {@link #read} reads.
   *
   * @throws SpecException if it cannot be read
   */
  public static Origins origins(String name, String text, List<String> settings) {
    return new Origins(mapping(name, text, settings));
  }

  private static Value.Mapping mapping(String name, String text, List<String> settings) {
    Value file = Yaml.read(name, text);
    if (file instanceof Value.Nothing) {
      throw new SpecException(name + ": Cannot read job: the file is empty");
    }
    if (!(file instanceof Value.Mapping mapping)) {
      throw file.invalid("file", "a mapping of keys to values");
    }
    for (String setting : settings) {
      mapping = Setting.read(setting).applyTo(mapping);
    }
    return mapping;
  }

  private static Job job(Value.Mapping file) {
    Value type =
        Optional.ofNullable(file.entries().get("job"))
            .orElseThrow(
                () ->
                    new SpecException(
                        String.format(
                            Locale.ROOT,
                            "%s: Missing key: job (known: %s)",
                            file.place(),
                            known())));
    return Scalars.text(type)
        .flatMap(word -> Optional.ofNullable(JOBS.get(word)))
        .orElseThrow(() -> type.invalid("job", known()))
        .apply(file);
  }

  private static String known() {
    return Scalars.oneOf(List.copyOf(JOBS.keySet()));
  }
}
