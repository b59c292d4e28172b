package phosphene.cli;

import java.util.Map;
import java.util.Set;
import phosphene.image.Format;
import phosphene.spec.AtlasJob;
import phosphene.spec.DreamJob;
import phosphene.spec.FlightJob;
import phosphene.spec.Job;
import phosphene.spec.ScanJob;
import phosphene.spec.SpecException;

/** The one place that knows which kinds of jobs the commands can do. */
final class Errands {
  private static final Map<Class<? extends Job>, Kind> KINDS =
      Map.of(
          AtlasJob.class,
          (job, options, redo) -> new AtlasErrand((AtlasJob) job, without(redo, options)),
          DreamJob.class,
          (job, options, redo) -> new DreamErrand((DreamJob) job, options, redo),
          FlightJob.class,
          (job, options, redo) -> new FlightErrand((FlightJob) job, without(redo, options)),
          ScanJob.class,
          (job, options, redo) -> new ScanErrand((ScanJob) job, options, redo));

  /** Makes an errand of a job. */
  private interface Kind {
    Errand of(Job job, JobOptions options, Set<Format> redo);
  }

  private Errands() {}

  private static JobOptions without(Set<Format> redo, JobOptions options) {
    if (!redo.isEmpty()) {
      throw new SpecException("Cannot --redo: the job " + options.file + " reads no photos");
    }
    return options;
  }

  /**
   * The errand of the job that was asked for; its mistakes name the line or the option.
   *
   * @param redo formats whose photos are done again if an older decoder read them
   * @throws SpecException if the job cannot be read, or there are such formats and it has no photos
   */
  static Errand of(JobOptions options, Set<Format> redo) {
    JobOptions.Asked asked = options.asked();
    Kind kind = KINDS.get(asked.job().getClass());
    if (kind == null) {
      throw new AssertionError(asked.job());
    }
    return new PlacedErrand(kind.of(asked.job(), options, redo), asked.origins());
  }
}
