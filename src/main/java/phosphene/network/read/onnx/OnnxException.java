package phosphene.network.read.onnx;

/** The reason why a part of an ONNX file cannot be used, without the place; a reader names that. */
final class OnnxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  OnnxException(String reason) {
    super(reason);
  }

  OnnxException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
