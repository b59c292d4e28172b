package phosphene.network.read.torch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The header of a safetensors file: a JSON object whose members are tensors, beside the texts of
 * {@code __metadata__} (github.com/huggingface/safetensors, section Format).
 */
final class SafetensorsHeader {
  private static final String METADATA = "__metadata__";
  private static final int DIMENSIONS = 8; // networks have up to 5
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser json;

  private SafetensorsHeader(JsonParser json) {
    this.json = json;
  }

  /**
   * The tensors of a header, in the order of their bytes.
   *
   * @param bytes how many bytes follow the header; the tensors must cover them
   */
  static List<StoredTensor> parse(byte[] header, long bytes) throws IOException {
    try (JsonParser json = JSON.createParser(header)) {
      List<StoredTensor> tensors = new ArrayList<>(new SafetensorsHeader(json).tensors());
      tensors.sort(
          Comparator.comparingLong(StoredTensor::begin).thenComparingLong(StoredTensor::end));
      requireCover(tensors, bytes);
      return tensors;
    } catch (JsonProcessingException e) {
      throw new IOException("its header is damaged: " + e.getOriginalMessage(), e);
    }
  }

  private static void requireCover(List<StoredTensor> tensors, long bytes) throws IOException {
    long covered = 0;
    for (StoredTensor tensor : tensors) {
      if (tensor.begin() < covered) {
        throw new IOException("tensor " + tensor.name() + " overlaps the one before it");
      }
      if (tensor.begin() > covered) {
        throw new IOException("bytes before tensor " + tensor.name() + " belong to no tensor");
      }
      if (tensor.end() > bytes) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "tensor %s ends at byte %d, but the file has %d bytes of tensors: it was cut off"
                    + " or damaged",
                tensor.name(),
                tensor.end(),
                bytes));
      }
      covered = tensor.end();
    }
    if (covered != bytes) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its tensors end at byte %d, but it has %d bytes of them",
              covered,
              bytes));
    }
  }

  private List<StoredTensor> tensors() throws IOException {
    require(json.nextToken() == JsonToken.START_OBJECT, "it must be an object");
    List<StoredTensor> tensors = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals(METADATA)) {
        metadata();
      } else {
        StoredTensor tensor = tensor(name);
        tensor.requireSize();
        tensors.add(tensor);
      }
    }
    require(json.currentToken() == JsonToken.END_OBJECT, "it does not end");
    require(json.nextToken() == null, "text follows its end");
    return tensors;
  }

  private void metadata() throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT, METADATA + " must hold texts");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      require(json.nextToken() == JsonToken.VALUE_STRING, METADATA + " must hold texts");
    }
  }

  private StoredTensor tensor(String name) throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT, name + " must be an object");
    String type = "";
    List<Long> shape = null;
    List<Long> offsets = List.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "dtype" -> {
          require(json.currentToken() == JsonToken.VALUE_STRING, name + ".dtype must be a text");
          type = json.getText();
        }
        case "shape" -> shape = numbers(name + ".shape");
        case "data_offsets" -> offsets = numbers(name + ".data_offsets");
        default -> throw damaged(name + "." + key + " is unknown");
      }
    }
    require(!type.isEmpty(), name + ".dtype is missing");
    if (shape == null) {
      throw damaged(name + ".shape is missing");
    }
    require(
        offsets.size() == 2 && offsets.get(0) <= offsets.get(1),
        name + ".data_offsets must be a begin and an end");
    return new StoredTensor(
        name, ElementType.named(type, name), shape, offsets.get(0), offsets.get(1));
  }

  private List<Long> numbers(String what) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY, what + " must be whole numbers");
    List<Long> numbers = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(
          json.currentToken() == JsonToken.VALUE_NUMBER_INT
              && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
              && json.getLongValue() >= 0,
          what + " must be whole numbers from 0");
      require(numbers.size() < DIMENSIONS, what + " has more than " + DIMENSIONS + " numbers");
      numbers.add(json.getLongValue());
    }
    return numbers;
  }

  private static void require(boolean holds, String rule) throws IOException {
    if (!holds) {
      throw damaged(rule);
    }
  }

  private static IOException damaged(String reason) {
    return new IOException("its header is damaged: " + reason);
  }
}
