package phosphene.engine.onednn;

import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;

/** A primitive with its memory, bound once: running it looks nothing up and allocates nothing. */
final class Call implements Runnable {
  private final String label;
  private final dnnl_stream stream;
  private final dnnl_primitive primitive;
  private final int count;
  private final dnnl_exec_arg_t arguments;

  /** Runs {@code primitive} on {@code count} arguments; {@code label} says of which node. */
  Call(
      String label,
      dnnl_stream stream,
      dnnl_primitive primitive,
      int count,
      dnnl_exec_arg_t arguments) {
    this.label = label;
    this.stream = stream;
    this.primitive = primitive;
    this.count = count;
    this.arguments = arguments;
  }

  @Override
  public void run() {
    int status = dnnl.dnnl_primitive_execute(primitive, stream, count, arguments);
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException("Cannot run " + label + ": oneDNN's status " + status);
    }
  }

  @Override
  public String toString() {
    return label;
  }
}
