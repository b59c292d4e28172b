package phosphene.libtorch;

import static org.bytedeco.pytorch.global.torch.affine_grid_generator;
import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.grid_sampler;
import static org.bytedeco.pytorch.global.torch.upsample_bilinear2d;

import java.util.Random;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * What lucent's standard transforms do to a picture before each step ({@code optvis/transform.py}):
 * a border of grey, a shift of up to 8 pixels, another size, a turn, a shift of up to 4. Each
 * samples the picture anew; what comes in from beyond is black.
 *
 * @param enlarged side of the square that it is enlarged to at last; 0: not at all
 */
record Disturbance(Random random, int enlarged) {
  private static final int BORDER = 12;
  private static final double GREY = 0.5;
  private static final int SIZES = 11; // 0.9 to 1.1 in steps of 0.02
  private static final int TURNS = 26; // -10 to 10 degrees, and 0 five times more

  Tensor disturbed(Tensor picture) {
    long[] border = {BORDER, BORDER, BORDER, BORDER};
    Tensor image = constant_pad_nd(picture, border, new Scalar(GREY));
    image = shifted(image, 8);
    image = scaled(image, 1 + (random.nextInt(SIZES) - 5) / 50.0);
    int turn = random.nextInt(TURNS);
    image = turned(image, turn <= 20 ? turn - 10 : 0);
    image = shifted(image, 4);
    return enlarged == 0
        ? image
        : upsample_bilinear2d(image, new long[] {enlarged, enlarged}, true);
  }

  private Tensor shifted(Tensor image, int most) {
    float unit = 2f / (image.size(3) - 1);
    float x = random.nextInt(most) * unit;
    float y = random.nextInt(most) * unit;
    return sampled(image, 1, 0, -x, 0, 1, -y);
  }

  private static Tensor turned(Tensor image, double degrees) {
    float cosine = (float) Math.cos(Math.toRadians(degrees));
    float sine = (float) Math.sin(Math.toRadians(degrees));
    return sampled(image, cosine, -sine, 0, sine, cosine, 0);
  }

  private static Tensor sampled(Tensor image, float... map) {
    long[] shape = {1, image.size(1), image.size(2), image.size(3)};
    Tensor grid = affine_grid_generator(Tensor.create(map, 1, 2, 3), shape, true);
    return grid_sampler(image, grid, 0, 0, true); // bilinear, zeros beyond
  }

  private static Tensor scaled(Tensor image, double factor) {
    long size = image.size(2);
    long other = (long) Math.ceil(size * factor);
    Tensor scaled = upsample_bilinear2d(image, new long[] {other, other}, true);
    long border = (long) Math.max(0, Math.ceil((size - other) / 2.0));
    return constant_pad_nd(scaled, new long[] {border, border, border, border}, new Scalar(0.0));
  }
}
