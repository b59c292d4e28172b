package phosphene.network.read;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A cursor over the fields of one protocol buffer message (its wire format, without a schema). */
final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteBuffer bytes;
  private int field;
  private int wireType;

  ProtoReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  boolean hasMore() {
    return bytes.hasRemaining();
  }

  /** Moves to the next field, whose value must then be read or skipped; false at the end. */
  boolean next() throws IOException {
    if (!bytes.hasRemaining()) {
      return false;
    }
    long tag = number();
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    return true;
  }

  int field() {
    return field;
  }

  /** A number of variable length. */
  long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte part = bytes.get();
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw new IOException("damaged protocol buffer");
  }

  /** The field's bytes, little-endian, not copied. */
  ByteBuffer bytes() throws IOException {
    if (wireType != BYTES) {
      throw new IOException("damaged protocol buffer");
    }
    long length = number();
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer slice = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) length);
    return slice;
  }

  ProtoReader message() throws IOException {
    return new ProtoReader(bytes());
  }

  String text() throws IOException {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  void skip() throws IOException {
    switch (wireType) {
      case VARINT -> number();
      case FIXED64 -> bytes.getLong();
      case BYTES -> bytes();
      case FIXED32 -> bytes.getInt();
      default -> throw new IOException("damaged protocol buffer");
    }
  }
}
