package phosphene.network.read.onnx;

import java.io.IOException;
import java.util.Locale;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.WireFormat;

/**
 * A look through a file's messages before objects are made of them: a message of two bytes becomes
 * an object of a hundred, so a small file could fill the memory. Values of tensors are not counted.
 */
final class MessageCheck {
  private static final int DEPTH = 32;
  private static final int MAX_FIELDS = 2_000_000;
  private static final long MAX_BYTES = 32L << 20;

  /** The messages that are looked into, by their fields' numbers in onnx.proto. */
  private enum Message {
    MODEL,
    GRAPH,
    NODE,
    ATTRIBUTE,
    TENSOR,
    VALUES,
    OTHER;

    Message child(int field) {
      return switch (this) {
        case MODEL -> field == 7 ? GRAPH : OTHER;
        case GRAPH ->
            switch (field) {
              case 1 -> NODE;
              case 5 -> TENSOR;
              case 10 -> VALUES; // doc_string
              default -> OTHER;
            };
        case NODE -> field == 5 ? ATTRIBUTE : field == 6 ? VALUES : OTHER;
        case ATTRIBUTE ->
            switch (field) {
              case 5, 10 -> TENSOR;
              case 6, 11 -> GRAPH;
              default -> OTHER;
            };
        case TENSOR -> field == 4 || field == 9 || field == 10 ? VALUES : OTHER;
        case VALUES, OTHER -> OTHER;
      };
    }
  }

  private int fields;
  private long bytes;

  private MessageCheck() {}

  /** Goes through a model; a reason if it has more parts than any network. */
  static void check(ByteString model) throws IOException {
    CodedInputStream in = model.newCodedInput();
    in.setSizeLimit(Integer.MAX_VALUE);
    new MessageCheck().check(in, Message.MODEL, 0);
  }

  private void check(CodedInputStream in, Message message, int depth) throws IOException {
    if (depth > DEPTH) {
      throw new OnnxException("its graphs are nested more than " + DEPTH + " deep");
    }
    while (!in.isAtEnd()) {
      int tag = in.readTag();
      fields++;
      int type = WireFormat.getTagWireType(tag);
      if (type == WireFormat.WIRETYPE_START_GROUP || type == WireFormat.WIRETYPE_END_GROUP) {
        throw new IOException("it has a group, as no ONNX file has");
      }
      if (type != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        bytes += 8;
        in.skipField(tag);
      } else {
        enter(in, message.child(WireFormat.getTagFieldNumber(tag)), depth);
      }
      if (fields > MAX_FIELDS || bytes > MAX_BYTES) {
        throw new OnnxException(
            String.format(
                Locale.ROOT,
                "its graph is too large (must be at most %d parts and %d MiB beside the weights)",
                MAX_FIELDS,
                MAX_BYTES >> 20));
      }
    }
  }

  private void enter(CodedInputStream in, Message child, int depth) throws IOException {
    int length = in.readRawVarint32();
    if (child == Message.VALUES || child == Message.OTHER) {
      bytes += child == Message.OTHER ? length : 0;
      in.skipRawBytes(length);
      return;
    }
    int end = in.pushLimit(length);
    check(in, child, depth + 1);
    in.popLimit(end);
  }
}
