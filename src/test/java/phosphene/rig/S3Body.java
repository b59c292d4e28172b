package phosphene.rig;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a request to S3 puts there. */
final class S3Body {
  private S3Body() {}

  /** The bytes, without what Amazon's client adds to each piece that it signs. */
  static byte[] of(HttpExchange exchange) throws IOException {
    InputStream in = exchange.getRequestBody();
    String kind = String.valueOf(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"));
    if (!kind.startsWith("STREAMING-")) {
      return in.readAllBytes();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (true) {
      int length = Integer.parseInt(line(in).split(";")[0], 16);
      if (length == 0) {
        in.readAllBytes(); // the checksums behind it
        return bytes.toByteArray();
      }
      bytes.write(in.readNBytes(length));
      line(in);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }
}
