package phosphene.network.zoo.torch;

import phosphene.network.Window;

/** AlexNet (Krizhevsky, "One weird trick", 2014) as torchvision builds it. */
final class AlexNet {
  private static final Window POOL = Window.of(3, 2, 0);

  private AlexNet() {}

  static Layout build(ModuleBuilder builder) {
    builder
        .conv("features.0", 64, Window.of(11, 4, 2))
        .relu()
        .pool("features.2", POOL)
        .conv("features.3", 192, Window.of(5, 1, 2))
        .relu()
        .pool("features.5", POOL)
        .conv("features.6", 384, Window.of(3, 1, 1))
        .relu()
        .conv("features.8", 256, Window.of(3, 1, 1))
        .relu()
        .conv("features.10", 256, Window.of(3, 1, 1))
        .relu()
        .pool("features.12", POOL);
    String body = builder.last();
    return builder
        .dense("classifier.1", 4096)
        .relu()
        .dense("classifier.4", 4096)
        .relu()
        .dense("classifier.6", 1000)
        .end(body);
  }
}
