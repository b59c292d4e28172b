package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.primitive_attr;
import phosphene.network.Shape;

/**
 * As many matrices as attention has heads, within one image's values in Java's order.
 *
 * @param image where the values lie
 * @param next how far the next matrix is
 * @param row how far the next row is
 * @param column how far the next column is
 */
record Matrices(memory image, int heads, int rows, int columns, int next, int row, int column) {
  /** Part of the channels of each token: a row for each token. */
  static Matrices tokens(Tensor tensor, int image, int heads) {
    Shape shape = tensor.shape();
    int width = shape.channels() / heads;
    return new Matrices(
        tensor.memory(image, 1), heads, shape.width(), width, width, shape.channels(), 1);
  }

  /** How queries look at keys: a row for each query, a column for each key. */
  static Matrices looks(Tensor tensor, int image) {
    Shape shape = tensor.shape();
    int keys = shape.channels();
    int queries = shape.width();
    return new Matrices(
        tensor.memory(image, 1), shape.height(), queries, keys, queries * keys, keys, 1);
  }

  /** Rows for columns. */
  Matrices turned() {
    return new Matrices(
        image, heads, /* rows= */ columns, /* columns= */ rows, next, /* row= */ column, row);
  }

  /** Adds a call that fills {@code product} with {@code scale} times these times others. */
  void times(Program program, Matrices others, float scale, Matrices product) {
    primitive_attr attributes = Program.attributes();
    attributes.set_output_scales(0, new float[] {scale});
    memory left = memory();
    memory right = others.memory();
    memory result = product.memory();
    matmul.primitive_desc description =
        new matmul.primitive_desc(
            new matmul.desc(left.get_desc(), right.get_desc(), result.get_desc()),
            attributes,
            OneDnn.processor(),
            false);
    program.call(
        description,
        new matmul(description),
        new Arguments()
            .with(DNNL_ARG_SRC, left)
            .with(DNNL_ARG_WEIGHTS, right)
            .with(DNNL_ARG_DST, result));
  }

  private memory memory() {
    memory.desc form =
        new memory.desc(
            new long[] {heads, rows, columns}, data_type.f32, new long[] {next, row, column});
    return new memory(form, OneDnn.processor(), image.get_data_handle());
  }
}
