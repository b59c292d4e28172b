package phosphene.network.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An array of a Caffe model file (caffe.proto, {@code BlobProto}).
 *
 * @param shape extents; old files always write four, the first ones 1
 * @param values little-endian floats
 */
record CaffeBlob(List<Integer> shape, ByteBuffer values) {
  // Field numbers of caffe.proto.
  private static final int LAST_OLD_EXTENT = 4;
  private static final int DATA = 5;
  private static final int SHAPE = 7;

  static CaffeBlob read(ProtoReader blob) throws IOException {
    List<Integer> extents = new ArrayList<>();
    ByteBuffer values = ByteBuffer.allocate(0);
    while (blob.next()) {
      if (blob.field() <= LAST_OLD_EXTENT) {
        extents.add(Math.toIntExact(blob.number()));
      } else if (blob.field() == DATA) {
        values = blob.bytes();
      } else if (blob.field() == SHAPE) {
        extents.addAll(shape(blob.message()));
      } else {
        blob.skip();
      }
    }
    return new CaffeBlob(List.copyOf(extents), values);
  }

  private static List<Integer> shape(ProtoReader shape) throws IOException {
    List<Integer> extents = new ArrayList<>();
    while (shape.next()) {
      ProtoReader packed = shape.message();
      while (packed.hasMore()) {
        extents.add(Math.toIntExact(packed.number()));
      }
    }
    return extents;
  }

  /** The values, if the blob has the extents {@code expected} but for leading ones. */
  float[] floats(String name, List<Integer> expected) throws IOException {
    WeightFile.requireShape(name, withoutLeadingOnes(shape, expected.size()), expected);
    float[] floats = new float[expected.stream().reduce(1, Math::multiplyExact)];
    if (values.remaining() != floats.length * Float.BYTES) {
      throw new IOException(name + " has " + values.remaining() + " bytes");
    }
    values.asFloatBuffer().get(floats);
    return floats;
  }

  private static List<Integer> withoutLeadingOnes(List<Integer> shape, int length) {
    int surplus = Math.max(0, shape.size() - length);
    boolean ones = shape.subList(0, surplus).stream().allMatch(extent -> extent == 1);
    return ones ? shape.subList(surplus, shape.size()) : shape;
  }
}
