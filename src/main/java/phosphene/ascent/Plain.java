package phosphene.ascent;

import java.util.Arrays;

/** An image by its pixels, as they are. */
record Plain(int size, double deviation) implements LinearParameters {
  @Override
  public int count() {
    return ColorTransform.COLORS * size * size;
  }

  @Override
  public void forward(float[] values, float[] planes) {
    System.arraycopy(values, 0, planes, 0, planes.length);
  }

  @Override
  public void adjoint(float[] planes, float[] gradient) {
    System.arraycopy(planes, 0, gradient, 0, gradient.length);
  }

  @Override
  public void inverse(float[] planes, float[] values) {
    System.arraycopy(planes, 0, values, 0, values.length);
  }

  @Override
  public void inverseAdjoint(float[] gradient, float[] planes) {
    System.arraycopy(gradient, 0, planes, 0, planes.length);
  }

  @Override
  public int[] blocks() {
    int[] blocks = new int[count()];
    Arrays.setAll(blocks, i -> i / (size * size));
    return blocks;
  }

  @Override
  public boolean placed() {
    return true;
  }
}
