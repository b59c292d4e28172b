package phosphene.network.zoo.torch;

import java.util.ArrayList;
import java.util.List;
import phosphene.network.AveragePool;
import phosphene.network.MaxPool;
import phosphene.network.Window;

/**
 * Inception v3 (Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", 2015)
 * as torchvision builds it.
 */
final class InceptionV3 {
  private static final Window POINT = Window.of(1, 1, 0);
  private static final Window HALVING = Window.of(3, 2, 0);
  private static final Window ROW = wide(1, 7);
  private static final Window COLUMN = wide(7, 1);

  private final ModuleBuilder builder;

  private InceptionV3(ModuleBuilder builder) {
    this.builder = builder;
  }

  static Layout build(ModuleBuilder builder) {
    return new InceptionV3(builder).build();
  }

  private Layout build() {
    conv("Conv2d_1a_3x3", 32, HALVING);
    conv("Conv2d_2a_3x3", 32, Window.of(3, 1, 0));
    conv("Conv2d_2b_3x3", 64, Window.of(3, 1, 1));
    builder.pool("maxpool1", HALVING);
    conv("Conv2d_3b_1x1", 80, POINT);
    conv("Conv2d_4a_3x3", 192, Window.of(3, 1, 0));
    builder.pool("maxpool2", HALVING);
    blockA("Mixed_5b", 32);
    blockA("Mixed_5c", 64);
    blockA("Mixed_5d", 64);
    blockB("Mixed_6a");
    blockC("Mixed_6b", 128);
    blockC("Mixed_6c", 160);
    blockC("Mixed_6d", 160);
    blockC("Mixed_6e", 192);
    blockD("Mixed_7a");
    blockE("Mixed_7b");
    blockE("Mixed_7c");
    return builder.classified("fc", 1000);
  }

  private void blockA(String module, int pooled) {
    Branches branches = new Branches(module);
    branches.start().conv("branch1x1", 64, POINT).end();
    branches.start().conv("branch5x5_1", 48, POINT);
    branches.conv("branch5x5_2", 64, Window.of(5, 1, 2)).end();
    branches.start().conv("branch3x3dbl_1", 64, POINT);
    branches.conv("branch3x3dbl_2", 96, Window.of(3, 1, 1));
    branches.conv("branch3x3dbl_3", 96, Window.of(3, 1, 1)).end();
    branches.averaged(pooled).join();
  }

  private void blockB(String module) {
    Branches branches = new Branches(module);
    branches.start().conv("branch3x3", 384, HALVING).end();
    branches.start().conv("branch3x3dbl_1", 64, POINT);
    branches.conv("branch3x3dbl_2", 96, Window.of(3, 1, 1));
    branches.conv("branch3x3dbl_3", 96, HALVING).end();
    branches.halved().join();
  }

  private void blockC(String module, int inner) {
    Branches branches = new Branches(module);
    branches.start().conv("branch1x1", 192, POINT).end();
    branches.start().conv("branch7x7_1", inner, POINT).conv("branch7x7_2", inner, ROW);
    branches.conv("branch7x7_3", 192, COLUMN).end();
    branches.start().conv("branch7x7dbl_1", inner, POINT).conv("branch7x7dbl_2", inner, COLUMN);
    branches.conv("branch7x7dbl_3", inner, ROW).conv("branch7x7dbl_4", inner, COLUMN);
    branches.conv("branch7x7dbl_5", 192, ROW).end();
    branches.averaged(192).join();
  }

  private void blockD(String module) {
    Branches branches = new Branches(module);
    branches.start().conv("branch3x3_1", 192, POINT).conv("branch3x3_2", 320, HALVING).end();
    branches.start().conv("branch7x7x3_1", 192, POINT).conv("branch7x7x3_2", 192, ROW);
    branches.conv("branch7x7x3_3", 192, COLUMN).conv("branch7x7x3_4", 192, HALVING).end();
    branches.halved().join();
  }

  private void blockE(String module) {
    Branches branches = new Branches(module);
    branches.start().conv("branch1x1", 320, POINT).end();
    branches.start().conv("branch3x3_1", 384, POINT);
    branches.fork("branch3x3_2a", "branch3x3_2b");
    branches.start().conv("branch3x3dbl_1", 448, POINT);
    branches.conv("branch3x3dbl_2", 384, Window.of(3, 1, 1));
    branches.fork("branch3x3dbl_3a", "branch3x3dbl_3b");
    branches.averaged(192).join();
  }

  private void conv(String module, int filters, Window window) {
    builder.conv(module + ".conv", filters, window).norm(module + ".bn").relu();
  }

  private static Window wide(int height, int width) {
    return new Window(height, width, 1, 1, height / 2, width / 2, Window.Rounding.FLOOR);
  }

  /** The branches of a module, which all read the same node. */
  private final class Branches {
    private final String module;
    private final String input = builder.last();
    private final List<String> ends = new ArrayList<>();

    Branches(String module) {
      this.module = module;
    }

    Branches start() {
      builder.from(input);
      return this;
    }

    Branches conv(String name, int filters, Window window) {
      InceptionV3.this.conv(module + "." + name, filters, window);
      return this;
    }

    void end() {
      ends.add(builder.last());
    }

    /** Two ends that read the newest node. */
    void fork(String one, String other) {
      String before = builder.last();
      conv(one, 384, wide(1, 3)).end();
      builder.from(before);
      conv(other, 384, wide(3, 1)).end();
    }

    Branches averaged(int filters) {
      start();
      builder.layer(
          module + ".avg_pool", new AveragePool(Window.of(3, 1, 1), AveragePool.Divisor.WINDOW));
      conv("branch_pool", filters, POINT).end();
      return this;
    }

    Branches halved() {
      start();
      builder.layer(module + ".max_pool", new MaxPool(HALVING));
      end();
      return this;
    }

    void join() {
      builder.concat(module, ends.toArray(String[]::new));
    }
  }
}
