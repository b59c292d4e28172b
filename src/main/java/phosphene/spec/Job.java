package phosphene.spec;

/** What a job file asks for. */
public sealed interface Job permits AtlasJob {
  /** The network and its weights. */
  NetworkRef network();

  /** The gallery's folder or bucket prefix: a path or a URI. */
  String output();
}
