package phosphene.engine.onednn;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import phosphene.network.Shape;

/** Functions of a map's values and of one value for each channel. */
final class PerChannel {
  private PerChannel() {}

  /**
   * Adds a call that writes a function of some images' values into another tensor.
   *
   * @param vector one value for each channel, in the order of the values
   */
  static void binary(
      Program program,
      int algorithm,
      Tensor values,
      memory vector,
      Tensor result,
      int first,
      int count) {
    MergePlans.binary(
        program,
        algorithm,
        rows(values, values.memory(first, count), count),
        row(values, vector),
        rows(result, result.memory(first, count), count));
  }

  /**
   * Channels side by side as a matrix, a row for each position: of maps that are much larger than
   * their channels are many, oneDNN 2.5 knows a reference implementation only.
   */
  private static memory rows(Tensor tensor, memory values, int count) {
    Shape shape = tensor.shape();
    return matrix(tensor.format(), values, (long) count * shape.area(), shape.channels());
  }

  private static memory row(Tensor tensor, memory vector) {
    Format format = new Format(tensor.format().order(), vector.get_desc().data_type());
    return matrix(format, vector, 1, tensor.shape().channels());
  }

  private static memory matrix(Format format, memory values, long rows, long channels) {
    if (format.order() != Order.CHANNELS_LAST) {
      return values;
    }
    memory.desc form = new memory.desc(new long[] {rows, channels}, format.type(), format_tag.ab);
    return new memory(form, OneDnn.processor(), values.get_data_handle());
  }
}
