package phosphene.network.read.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import onnx.Onnx.TensorProto;
import phosphene.network.Half;

/** A reader of tensors: their values stand in the message, or in a file beside the model. */
record TensorReader(Path model) {
  private static final int MAX_RANK = 16;

  /** The tensor's values; a reason if they are of another number than its extents say. */
  Tensor read(TensorProto tensor) {
    ElementType type = type(tensor);
    int[] dims = dims(tensor);
    if (tensor.hasSegment()) {
      throw new OnnxException("it is stored in segments, which nothing writes any more");
    }
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      return raw(type, dims, ExternalData.of(tensor).read(model, bytes(type, dims)));
    }
    if (!tensor.getRawData().isEmpty()) {
      ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      require(type, dims, bytes(type, dims), bytes.remaining(), "bytes");
      return raw(type, dims, bytes);
    }
    return typed(type, dims, tensor);
  }

  private static ElementType type(TensorProto tensor) {
    return ElementType.of(tensor.getDataType())
        .orElseThrow(
            () -> {
              TensorProto.DataType known = TensorProto.DataType.forNumber(tensor.getDataType());
              return new OnnxException(
                  "its values are of type "
                      + (known == null ? String.valueOf(tensor.getDataType()) : known)
                      + " (must be floats of 16 to 64 bits, integers or bool)");
            });
  }

  private static int[] dims(TensorProto tensor) {
    if (tensor.getDimsCount() > MAX_RANK) {
      throw new OnnxException("it has " + tensor.getDimsCount() + " axes");
    }
    int[] dims = new int[tensor.getDimsCount()];
    for (int axis = 0; axis < dims.length; axis++) {
      long dim = tensor.getDims(axis);
      if (dim < 0 || dim > Integer.MAX_VALUE) {
        throw new OnnxException("its extent along axis " + axis + " is " + dim);
      }
      dims[axis] = (int) dim;
    }
    return dims;
  }

  private static int bytes(ElementType type, int[] dims) {
    long bytes = (long) Extents.size(dims) * type.width();
    if (bytes > Integer.MAX_VALUE) {
      throw new OnnxException("shape " + Extents.text(dims) + " is too large");
    }
    return (int) bytes;
  }

  private static Tensor raw(ElementType type, int[] dims, ByteBuffer bytes) {
    int size = Extents.size(dims);
    switch (type) {
      case FLOAT -> {
        float[] values = new float[size];
        bytes.asFloatBuffer().get(values);
        return Tensor.floats(type, dims, values);
      }
      case DOUBLE -> {
        double[] values = new double[size];
        bytes.asDoubleBuffer().get(values);
        return Tensor.doubles(dims, values);
      }
      case FLOAT16, BFLOAT16 -> {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
          values[i] = sixteen(type, bytes.getShort());
        }
        return Tensor.floats(type, dims, values);
      }
      default -> {
        return Tensor.whole(type, dims, i -> whole(type.width(), bytes));
      }
    }
  }

  private static long whole(int width, ByteBuffer bytes) {
    return switch (width) {
      case 1 -> bytes.get();
      case 2 -> bytes.getShort();
      case 4 -> bytes.getInt();
      default -> bytes.getLong();
    };
  }

  private static float sixteen(ElementType type, short bits) {
    return type == ElementType.FLOAT16 ? Half.value(bits) : Half.brain(bits);
  }

  private static Tensor typed(ElementType type, int[] dims, TensorProto tensor) {
    int held =
        switch (type) {
          case FLOAT -> tensor.getFloatDataCount();
          case DOUBLE -> tensor.getDoubleDataCount();
          case INT64 -> tensor.getInt64DataCount();
          case UINT32, UINT64 -> tensor.getUint64DataCount();
          default -> tensor.getInt32DataCount();
        };
    require(type, dims, Extents.size(dims), held, "values");
    return switch (type) {
      case FLOAT -> Tensor.real(type, dims, tensor::getFloatData);
      case DOUBLE -> Tensor.real(type, dims, tensor::getDoubleData);
      case FLOAT16, BFLOAT16 ->
          Tensor.real(type, dims, i -> sixteen(type, (short) tensor.getInt32Data(i)));
      case INT64 -> Tensor.whole(type, dims, tensor::getInt64Data);
      case UINT32, UINT64 -> Tensor.whole(type, dims, tensor::getUint64Data);
      default -> Tensor.whole(type, dims, tensor::getInt32Data);
    };
  }

  private static void require(ElementType type, int[] dims, int wanted, int held, String what) {
    if (wanted != held) {
      throw new OnnxException(
          String.format(
              java.util.Locale.ROOT,
              "its shape %s (%s) takes %d %s, but it holds %d",
              Extents.text(dims),
              type,
              wanted,
              what,
              held));
    }
  }
}
