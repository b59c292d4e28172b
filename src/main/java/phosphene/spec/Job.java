package phosphene.spec;

/** What a job file asks for. */
public sealed interface Job permits AtlasJob, DreamJob, FlightJob, ScanJob {
  /** The network and its weights. */
  NetworkRef network();

  /** The gallery's folder or bucket prefix: a path or a URI. */
  String output();

  /**
   * This job as one line of canonical JSON: every key of the job file, defaults too, sorted. It is
   * a job file itself: {@link JobFile#read} gives the same job back (with other places).
   */
  String json();
}
