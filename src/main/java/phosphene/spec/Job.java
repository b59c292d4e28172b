package phosphene.spec;

/** What a job file asks for. The kinds of jobs are told by whoever reads job files. */
public interface Job {
  /** The network and its weights. */
  NetworkRef network();

  /** The gallery's folder or bucket prefix: a path or a URI. */
  String output();

  /**
   * This job as one line of canonical JSON: every key of the job file, defaults too, sorted. It is
   * a job file itself: {@link JobForm#read} of its kind gives the same job back (with other
   * places).
   */
  String json();
}
