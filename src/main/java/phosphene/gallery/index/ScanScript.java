package phosphene.gallery.index;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import phosphene.gallery.ClassProbability;
import phosphene.gallery.Escape;

/**
 * What the page of a photo shows, as a script of one call: {@code phosphene.scan({...});}, so that
 * pages that were opened from a disk can load it too. The names are those of its JSON.
 *
 * @param format {@link #FORMAT}
 * @param photo its path in the collection
 * @param input height and width of what the network takes
 * @param square x, y, width and height of what it saw of the upright photo
 * @param classes all, in the order of their index; none without a classifier
 * @param layers in the order of the network
 * @param activations base64 of zlib of the bytes of all layers: a value is its byte times the
 *     layer's scale, channel by channel, row by row; of a layer with a minimum bytes are -127 to
 *     127
 */
public record ScanScript(
    @JsonProperty("format") int format,
    @JsonProperty("photo") String photo,
    @JsonProperty("network") String network,
    @JsonProperty("input") List<Integer> input,
    @JsonProperty("square") List<Integer> square,
    @JsonProperty("classes") List<ClassProbability> classes,
    @JsonProperty("layers") List<Layer> layers,
    @JsonProperty("activations") String activations) {
  /** The version of the JSON. */
  public static final int FORMAT = 1;

  /**
   * A layer.
   *
   * @param offset of its first byte in the activations
   * @param scale by which a byte is multiplied
   * @param maximum the largest value, or 0
   * @param minimum the smallest value, less than 0; left out if bytes are 0 to 255
   */
  public record Layer(
      @JsonProperty("name") String name,
      @JsonProperty("channels") int channels,
      @JsonProperty("height") int height,
      @JsonProperty("width") int width,
      @JsonProperty("offset") int offset,
      @JsonProperty("scale") double scale,
      @JsonProperty("maximum") double maximum,
      @JsonProperty("minimum") @JsonInclude(JsonInclude.Include.NON_DEFAULT) double minimum) {}

  /** Bytes as they are written into {@code activations}. */
  public static String packed(byte[] values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(values.length / 2);
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater, 1 << 16)) {
      out.write(values);
    } catch (java.io.IOException e) {
      throw new AssertionError(e); // memory takes it
    } finally {
      deflater.end();
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** The file. */
  public byte[] bytes() {
    return Escape.call("scan", this);
  }
}
