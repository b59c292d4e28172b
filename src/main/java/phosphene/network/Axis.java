package phosphene.network;

/** A direction of a feature map. */
public enum Axis {
  CHANNELS,
  ROWS,
  COLUMNS;

  /** The extent of a shape along this axis. */
  public int of(Shape shape) {
    return switch (this) {
      case CHANNELS -> shape.channels();
      case ROWS -> shape.height();
      case COLUMNS -> shape.width();
    };
  }

  /** A shape with another extent along this axis. */
  public Shape with(Shape shape, int extent) {
    return switch (this) {
      case CHANNELS -> new Shape(extent, shape.height(), shape.width());
      case ROWS -> new Shape(shape.channels(), extent, shape.width());
      case COLUMNS -> new Shape(shape.channels(), shape.height(), extent);
    };
  }
}
