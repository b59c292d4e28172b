package phosphene.cli;

import java.util.Map;
import java.util.function.BiFunction;
import phosphene.spec.AtlasJob;
import phosphene.spec.DreamJob;
import phosphene.spec.FlightJob;
import phosphene.spec.Job;
import phosphene.spec.ScanJob;

/** The one place that knows which kinds of jobs the commands can do. */
final class Errands {
  private static final Map<Class<? extends Job>, BiFunction<Job, JobOptions, Errand>> KINDS =
      Map.of(
          AtlasJob.class, (job, options) -> new AtlasErrand((AtlasJob) job, options),
          DreamJob.class, (job, options) -> new DreamErrand((DreamJob) job, options),
          FlightJob.class, (job, options) -> new FlightErrand((FlightJob) job, options),
          ScanJob.class, (job, options) -> new ScanErrand((ScanJob) job, options));

  private Errands() {}

  static Errand of(Job job, JobOptions options) {
    BiFunction<Job, JobOptions, Errand> kind = KINDS.get(job.getClass());
    if (kind == null) {
      throw new AssertionError(job);
    }
    return kind.apply(job, options);
  }
}
