package phosphene.spec;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a job file asks for. The reader of job files knows the kinds of jobs. */
public interface Job {
  /** The network and its weights. */
  NetworkRef network();

  /** The network that judges images of classes, beside the job's own; most jobs have none. */
  default Optional<NetworkRef> judge() {
    return Optional.empty();
  }

  /** The gallery's folder or bucket prefix: a path or a URI. */
  String output();

  /** What the network is computed in. */
  Precision precision();

  /** All precisions of its images, first that in which the network is opened. */
  default List<Precision> precisions() {
    return List.of(precision());
  }

  /**
   * This job with the contents of the files that its recipes name.
   *
   * @param texts the text of the file at a place
   */
  default Job resolved(UnaryOperator<String> texts) {
    return this;
  }

  /**
   * This job as one line of canonical JSON: every key of the job file, defaults too, sorted. It is
   * a job file itself: {@link JobForm#read} of its kind gives the same job back (with other
   * places).
   */
  String json();
}
