package phosphene.rig;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A proxy on the loopback before a store that speaks HTTP, which spoils a share of the requests.
 * Every request has a connection of its own, so each has a draw of its own.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int MOST_HEADER = 64 << 10;
  private static final int END = 0x0D0A0D0A; // two line ends
  private static final int SLOW_MILLIS = 1500;
  private static final int LINGER_MILLIS = 60_000; // a client may stand still before it hangs up
  // A cut answer ends within its status line, its headers or the first bytes of its body.
  private static final int MOST_KEPT = 400;

  /** What may happen to a request. */
  public enum Fault {
    /** It passes. */
    NONE,
    /** The store says that something went wrong inside of it; the request never reaches it. */
    INTERNAL_ERROR,
    /** The store says that it is asked too often; the request never reaches it. */
    SLOW_DOWN,
    /** The answer takes a while. */
    SLOW,
    /** The connection ends before the request is taken. */
    REFUSED,
    /** The store does what was asked, and its answer breaks off. */
    CUT
  }

  private final ServerSocket server;
  private final InetSocketAddress store;
  private final int percent;
  private final SplittableRandom draws;
  private final SplittableRandom cuts; // of its own: which faults come depends on the seed alone
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private FaultProxy(ServerSocket server, InetSocketAddress store, int percent, long seed) {
    this.server = server;
    this.store = store;
    this.percent = percent;
    this.draws = new SplittableRandom(seed);
    this.cuts = new SplittableRandom(seed + 1);
  }

  /**
   * Starts a proxy on a port of its own.
   *
   * @param store the port of the store on the loopback
   * @param percent of the requests that are spoilt
   */
  public static FaultProxy before(int store, int percent, long seed) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocket server = new ServerSocket(0, 200, loopback);
    FaultProxy proxy =
        new FaultProxy(server, new InetSocketAddress(loopback, store), percent, seed);
    proxy.threads.execute(proxy::accept);
    return proxy;
  }

  /** Where clients find it. */
  public int port() {
    return server.getLocalPort();
  }

  /** How often what happened. */
  public synchronized Map<Fault, Integer> counts() {
    return new EnumMap<>(counts);
  }

  private synchronized Fault draw() {
    Fault[] faults = Fault.values();
    Fault fault =
        draws.nextInt(100) < percent ? faults[1 + draws.nextInt(faults.length - 1)] : Fault.NONE;
    counts.merge(fault, 1, Integer::sum);
    return fault;
  }

  private synchronized int kept() {
    return cuts.nextInt(MOST_KEPT);
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
      byte[] header = header(client.getInputStream());
      if (header.length == 0) {
        return; // a connection that its client opened and did not use
      }
      Fault fault = draw();
      switch (fault) {
        case NONE -> pass(client, header, Integer.MAX_VALUE);
        case INTERNAL_ERROR -> answer(client, "500 Internal Server Error", "InternalError");
        case SLOW_DOWN -> answer(client, "503 Slow Down", "SlowDown");
        case SLOW -> {
          TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
          pass(client, header, Integer.MAX_VALUE);
        }
        case REFUSED -> client.setSoLinger(true, 0); // closing resets the connection
        case CUT -> pass(client, header, kept());
      }
    } catch (IOException e) {
      // One of the two hung up: to the other the connection ends too.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The head of a request, with the wish that its connection ends after the answer. */
  static byte[] header(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int last = 0; last != END; ) {
      int next = in.read();
      if (next < 0 || bytes.size() > MOST_HEADER) {
        return new byte[0];
      }
      bytes.write(next);
      last = last << 8 | next;
    }
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    return text.replaceAll("(?i)\r\nConnection:[^\r]*", "")
        .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  static void answer(Socket client, String status, String code) throws IOException {
    String body = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code></Error>";
    String head =
        String.join(
            "\r\n",
            "HTTP/1.1 " + status,
            "Content-Type: application/xml",
            "Content-Length: " + body.length(),
            "Connection: close",
            "",
            "");
    OutputStream out = client.getOutputStream();
    out.write((head + body).getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    client.shutdownOutput();
    client.setSoTimeout(LINGER_MILLIS);
    client.getInputStream().transferTo(OutputStream.nullOutputStream()); // else it is reset unread
  }

  /** Hands on a request and at most {@code most} bytes of its answer. */
  private void pass(Socket client, byte[] header, int most) throws IOException {
    try (Socket upstream = new Socket(store.getAddress(), store.getPort())) {
      upstream.getOutputStream().write(header);
      threads.execute(() -> pump(client, upstream));
      InputStream in = upstream.getInputStream();
      byte[] buffer = new byte[1 << 16];
      int left = most;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        client.getOutputStream().write(buffer, 0, Math.min(read, left));
        left -= Math.min(read, left); // the store is heard to the end: it has done what was asked
      }
    }
  }

  static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The answer came before the request ended, or the client hung up.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
