package phosphene.libtorch;

import static org.bytedeco.pytorch.global.torch.fft_irfftn;
import static org.bytedeco.pytorch.global.torch.matmul;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.bytedeco.pytorch.global.torch.sigmoid;
import static org.bytedeco.pytorch.global.torch.view_as_complex;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * The picture of lucid and lucent ({@code optvis/param/spatial.py}, {@code color.py}): frequencies,
 * of which the low ones count for more, and colors that are decorrelated.
 *
 * @param parameters 3 x rows x (columns / 2 + 1) x real and imaginary part
 * @param scale of each frequency
 * @param colors what red, green and blue take of each plane
 */
record Picture(int size, Tensor parameters, Tensor scale, Tensor colors) {
  private static final double DEVIATION = 0.01;
  private static final double MAGIC = 4; // lucid's divisor of the planes

  /** A random start. */
  static Picture of(int size) {
    int columns = size / 2 + 1;
    float[] scale = new float[size * columns];
    for (int row = 0; row < size; row++) {
      double y = (row <= (size - 1) / 2 ? row : row - size) / (double) size;
      for (int column = 0; column < columns; column++) {
        double x = column / (double) size;
        scale[row * columns + column] = (float) (1 / Math.max(Math.hypot(x, y), 1.0 / size));
      }
    }
    Tensor parameters = randn(1, 3, size, columns, 2).mul(new Scalar(DEVIATION));
    parameters.set_requires_grad(true);
    return new Picture(
        size,
        parameters,
        Tensor.create(scale, 1, 1, size, columns, 1),
        Tensor.create(decorrelated(), 3, 3));
  }

  /** lucid's root of the colors' covariance, by its largest column norm. */
  private static float[] decorrelated() {
    double[] root = {0.26, 0.09, 0.02, 0.27, 0.00, -0.05, 0.27, -0.09, 0.03};
    double largest = 0;
    for (int column = 0; column < 3; column++) {
      largest =
          Math.max(
              largest, Math.hypot(Math.hypot(root[column], root[3 + column]), root[6 + column]));
    }
    float[] matrix = new float[root.length];
    for (int i = 0; i < root.length; i++) {
      matrix[i] = (float) (root[i] / largest);
    }
    return matrix;
  }

  /** Red, green and blue in 0..1: 1 x 3 x size x size. */
  Tensor rgb() {
    Tensor planes =
        fft_irfftn(
                view_as_complex(scale.mul(parameters)),
                new long[] {size, size},
                new long[] {2, 3},
                new StringViewOptional())
            .mul(new Scalar(size / MAGIC)); // by size: lucent's is the orthonormal transform
    Tensor mixed = matmul(colors, planes.reshape(1, 3, (long) size * size));
    return sigmoid(mixed).reshape(1, 3, size, size);
  }
}
