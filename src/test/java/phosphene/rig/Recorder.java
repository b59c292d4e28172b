package phosphene.rig;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A proxy on the loopback before a store that speaks HTTP, which keeps the heads of all requests
 * and refuses those that it is told to. Clients may also name it as their HTTP proxy: then it
 * stands for every host.
 */
public final class Recorder implements AutoCloseable {
  private static final int LOOK_MILLIS = 20;

  private final ServerSocket server;
  private final int store;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<String> answered = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Predicate<String> refused = head -> false;

  private Recorder(ServerSocket server, int store) {
    this.server = server;
    this.store = store;
  }

  /**
   * Starts a proxy on a port of its own.
   *
   * @param store the port of the store on the loopback
   */
  public static Recorder before(int store) throws IOException {
    Recorder recorder =
        new Recorder(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), store);
    recorder.threads.execute(recorder::accept);
    return recorder;
  }

  /** Where clients find it. */
  public int port() {
    return server.getLocalPort();
  }

  /** Requests whose heads are such get 403 from now on, and never reach the store. */
  public void refuse(Predicate<String> heads) {
    refused = heads;
  }

  /** The heads of all requests so far: the request line, then a header a line. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  /** Waits until the store has answered a request whose head holds a text. */
  public void awaitAnswer(String text) throws InterruptedException {
    while (answered.stream().noneMatch(head -> head.contains(text))) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** The heads of all requests of a method so far. */
  public List<String> heads(String method) {
    return heads.stream().filter(head -> head.startsWith(method + " ")).toList();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head =
          new String(FaultProxy.header(client.getInputStream()), StandardCharsets.ISO_8859_1);
      if (head.isEmpty()) {
        return; // a connection that its client opened and did not use
      }
      heads.add(head.replace("\r\n", "\n"));
      if (refused.test(head)) {
        FaultProxy.answer(client, "403 Forbidden", "AccessDenied");
        return;
      }
      // A proxy is told the whole URI, a server the path only.
      pass(client, head.replaceFirst("^(\\w+) http://[^/ ]+", "$1 "));
    } catch (IOException e) {
      // One of the two hung up: to the other the connection ends too.
    }
  }

  private void pass(Socket client, String head) throws IOException {
    try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), store)) {
      upstream.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      threads.execute(() -> FaultProxy.pump(client, upstream));
      InputStream in = upstream.getInputStream();
      in.transferTo(client.getOutputStream());
    }
    answered.add(head);
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
