package phosphene.network.read.onnx;

/** The program that wrote a file, where programs mean different things by the same operator. */
enum Producer {
  /** torch.onnx.export. */
  PYTORCH,
  OTHER;

  static Producer of(String name) {
    return name.equals("pytorch") ? PYTORCH : OTHER;
  }
}
