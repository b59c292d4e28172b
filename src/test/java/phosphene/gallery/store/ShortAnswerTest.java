package phosphene.gallery.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A store whose first answers to a GET break off within their headers, before they say how long
 * they are.
 */
@Timeout(120)
class ShortAnswerTest {
  private static final String OBJECT = "the whole object";
  private static final int SHORT = 2;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger gets = new AtomicInteger();
  private final ServerSocket server = listening();

  @BeforeEach
  void serve() {
    threads.execute(
        () -> {
          while (!server.isClosed()) {
            try {
              Socket client = server.accept();
              threads.execute(() -> answer(client));
            } catch (IOException e) {
              return; // closed
            }
          }
        });
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private static ServerSocket listening() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void answer(Socket socket) {
    try (Socket client = socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
      String request = in.readLine();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        // none of its headers matters
      }
      boolean head = String.valueOf(request).startsWith("HEAD");
      boolean cut = !head && gets.incrementAndGet() <= SHORT;
      String answer =
          "HTTP/1.1 200 OK\r\nConnection: close\r\nETag: \"1\"\r\n"
              + "Last-Modified: Thu, 26 Nov 2026 11:00:00 GMT\r\n"
              + (cut
                  ? ""
                  : "Content-Length: " + OBJECT.length() + "\r\n\r\n" + (head ? "" : OBJECT));
      client.getOutputStream().write(answer.getBytes(ISO_8859_1));
    } catch (IOException e) {
      // the client hung up
    }
  }

  @Test
  void isAskedAgain() {
    Configuration configuration = new Configuration();
    configuration.set("fs.s3a.endpoint", "http://127.0.0.1:" + server.getLocalPort());
    configuration.set("fs.s3a.endpoint.region", "us-east-1");
    configuration.set("fs.s3a.path.style.access", "true");
    configuration.set("fs.s3a.connection.ssl.enabled", "false");
    configuration.set("fs.s3a.access.key", "a");
    configuration.set("fs.s3a.secret.key", "b");
    ObjectStore store = HadoopStore.open("s3a://short", configuration);

    assertThat(store.find("object"))
        .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo(OBJECT));
    assertThat(gets).as("answers").hasValueGreaterThan(SHORT);
  }
}
