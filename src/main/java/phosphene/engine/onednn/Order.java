package phosphene.engine.onednn;

import org.bytedeco.dnnl.memory.format_tag;

/** In which order the values of an image lie. */
enum Order {
  /** Row, column, channel. */
  CHANNELS_LAST(format_tag.nhwc, 1),
  /** Channel, row, column. */
  PLANES(format_tag.nchw, 1),
  /** Blocks of 16 channels; within a block row, column, channel. What AVX-512 likes best. */
  BLOCKED(format_tag.aBcd16b, 16);

  /** Fewer channels than these are too few for a block of them. */
  static final int FEW = 8;

  private final format_tag tag;
  private final int block;

  Order(format_tag tag, int block) {
    this.tag = tag;
    this.block = block;
  }

  format_tag tag() {
    return tag;
  }

  /** True if a part of so many channels can be cut off. */
  boolean cuts(int channels) {
    return channels % block == 0;
  }

  /** The channels that are kept for so many. */
  int padded(int channels) {
    return Math.floorDiv(channels + block - 1, block) * block;
  }
}
