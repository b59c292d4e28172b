package phosphene.spec;

import java.util.List;
import java.util.Map;
import phosphene.spec.ScanJob.Neurons;

/**
 * How job files write a {@link ScanJob}.
 *
 * <p>{@code network}, {@code weights}, {@code preprocessing} and {@code output} are as of an atlas,
 * {@code photos} and {@code pixel-limit} as of dreams.
 *
 * <table>
 * <caption>Keys of scans</caption>
 * <tr><th>key<th>takes<th>left out
 * <tr><td>job<td>{@code scan}<td>required
 * <tr><td>layers<td>{@code all} (every convolution, and every other layer with a nonlinearity), a
 *     name, or a list of names; {@code *} stands for any letters<td>all
 * <tr><td>neurons<td>{@code false}: the values of all neurons are not kept, and photos have no
 *     page<td>true
 * <tr><td>precision<td>{@code f32} or {@code bf16}, see an atlas<td>f32
 * </table>
 */
final class ScanJobForm {
  static final List<String> KEYS =
      JobKeys.withPhotos("layers", "neurons", "precision", "pixel-limit");

  /** The value of the key {@code job}. */
  static final String NAME = "scan";

  private ScanJobForm() {}

  static ScanJob read(Value.Mapping file) {
    Section section = Section.of("", file, KEYS);
    NetworkRef network = NetworkForm.read(section);
    Photos photos = PhotosForm.read(section);
    Selection layers = SelectionForm.read(section, "layers");
    Neurons neurons = section.truth("neurons", true) ? Neurons.KEPT : Neurons.LEFT_OUT;
    Precision precision = section.choice("precision", Precision.F32);
    String output = section.requireText("output");
    return section.make(() -> new ScanJob(network, photos, layers, neurons, precision, output));
  }

  static Map<String, Object> write(ScanJob job) {
    Map<String, Object> written = JobKeys.write(NAME, job);
    PhotosForm.write(job.photos(), written);
    written.put("layers", SelectionForm.write(job.layers()));
    written.put("neurons", job.neurons() == Neurons.KEPT);
    job.precision().write(written);
    return written;
  }
}
