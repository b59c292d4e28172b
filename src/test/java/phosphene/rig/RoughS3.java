package phosphene.rig;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/**
 * An S3 server in memory that is as rough as real ones may be: on request it cuts the bodies of
 * answers and closes the connection, answers late, refuses, and lists in small pages. It knows
 * objects and their listings; no uploads in parts.
 */
public final class RoughS3 implements AutoCloseable {
  private static final DateTimeFormatter HTTP =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int GONE = 204;
  private static final int REFUSED = 403;
  private static final int ABSENT = 404;
  private static final int EXISTS = 412;

  private record Thing(byte[] bytes, Instant modified) {
    String tag() {
      return '"' + Integer.toHexString(Arrays.hashCode(bytes)) + "-" + bytes.length + '"';
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ConcurrentSkipListMap<String, Thing> things = new ConcurrentSkipListMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<String> whole = ConcurrentHashMap.newKeySet(); // that were cut once
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile Cut cut = Cut.BROKEN;
  private volatile int keep;
  private volatile boolean first;
  private volatile int refusal = REFUSED;
  private volatile long delayMillis;
  private volatile int page = 1000;
  private volatile BiPredicate<String, String> refused = (method, key) -> false;

  private RoughS3(HttpServer server) {
    this.server = server;
  }

  /** Starts one on a port of its own on the loopback. */
  public static RoughS3 start() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    RoughS3 server = new RoughS3(http);
    http.createContext("/", server::serve);
    http.setExecutor(server.threads);
    http.start();
    return server;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** How an answer ends too early. */
  public enum Cut {
    /** It has said how long it will be. */
    BROKEN,
    /** It has not, and ends as if it were whole. */
    SHORT
  }

  /** The next bodies of objects end after so many bytes. */
  public void cut(Cut way, int bodies, int bytes) {
    cut = way;
    keep = bytes;
    cuts.set(bodies);
  }

  /** Of every object the first body that is asked for from now on ends after so many bytes. */
  public void cutFirst(Cut way, int bytes) {
    cut = way;
    keep = bytes;
    whole.clear();
    first = true;
  }

  /** Every answer takes so long from now on. */
  public void delay(long millis) {
    delayMillis = millis;
  }

  /** Listings have at most so many entries a page from now on. */
  public void pages(int entries) {
    page = entries;
  }

  /** Requests of such a method and {@code bucket/key} get a status from now on. */
  public void refuse(int status, BiPredicate<String, String> some) {
    refusal = status;
    refused = some;
  }

  /** Puts an object: {@code bucket/key}. */
  public void put(String name, byte[] bytes) {
    things.put(name, new Thing(bytes.clone(), Instant.now()));
  }

  /** All objects as {@code bucket/key}. */
  public List<String> names() {
    return List.copyOf(things.keySet());
  }

  /** All requests so far: method, path and query. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      requests.add(method + " " + exchange.getRequestURI());
      byte[] body = S3Body.of(exchange);
      TimeUnit.MILLISECONDS.sleep(delayMillis);
      String name = exchange.getRequestURI().getPath().substring(1);
      if (refused.test(method, name)) {
        fail(exchange, refusal, "InvalidRequest");
      } else if (S3Listing.asked(exchange)) {
        answer(exchange, OK, S3Listing.of(exchange, name, sizes(), page).xml());
      } else {
        one(exchange, method, name, body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new java.util.TreeMap<>();
    things.forEach((name, thing) -> sizes.put(name, thing.bytes.length));
    return sizes;
  }

  private void one(HttpExchange exchange, String method, String name, byte[] body)
      throws IOException {
    switch (method) {
      case "PUT" -> {
        boolean first = "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        Thing thing = new Thing(body, Instant.now());
        if (first && things.putIfAbsent(name, thing) != null) {
          fail(exchange, EXISTS, "PreconditionFailed");
          return;
        }
        things.put(name, thing);
        exchange.getResponseHeaders().set("ETag", thing.tag());
        exchange.sendResponseHeaders(OK, -1);
      }
      case "DELETE" -> {
        things.remove(name);
        exchange.sendResponseHeaders(GONE, -1);
      }
      case "GET", "HEAD" -> give(exchange, method, name);
      default -> fail(exchange, REFUSED, "AccessDenied");
    }
  }

  private void give(HttpExchange exchange, String method, String name) throws IOException {
    Thing thing = things.get(name);
    if (thing == null) {
      fail(exchange, ABSENT, "NoSuchKey");
      return;
    }
    var headers = exchange.getResponseHeaders();
    headers.set("ETag", thing.tag());
    headers.set("Last-Modified", HTTP.format(thing.modified));
    headers.set("Accept-Ranges", "bytes");
    int all = thing.bytes.length;
    if (method.equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(all));
      exchange.sendResponseHeaders(OK, -1);
      return;
    }
    int from = 0;
    int end = all;
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range != null) {
      String[] ends = range.replace("bytes=", "").split("-");
      from = Integer.parseInt(ends[0]);
      end = ends.length > 1 ? Math.min(all, Integer.parseInt(ends[1]) + 1) : all;
      headers.set("Content-Range", "bytes " + from + "-" + (end - 1) + "/" + all);
    }
    body(exchange, name, range == null ? OK : PARTIAL, Arrays.copyOfRange(thing.bytes, from, end));
  }

  /** The whole body, or its beginning. */
  private void body(HttpExchange exchange, String name, int status, byte[] bytes)
      throws IOException {
    boolean all = bytes.length <= keep || !cuts(name);
    boolean told = all || cut == Cut.BROKEN;
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : told ? bytes.length : 0);
    exchange.getResponseBody().write(bytes, 0, all ? bytes.length : keep);
  }

  private boolean cuts(String name) {
    return cuts.getAndUpdate(n -> Math.max(0, n - 1)) > 0 || (first && whole.add(name));
  }

  private static void fail(HttpExchange exchange, int status, String code) throws IOException {
    answer(exchange, status, "<Error><Code>" + code + "</Code><Message>no</Message></Error>");
  }

  private static void answer(HttpExchange exchange, int status, String xml) throws IOException {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
