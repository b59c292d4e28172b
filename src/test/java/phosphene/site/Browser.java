package phosphene.site;

import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A headless Chromium that draws in software, and a web server of a folder; what it asked for, and
 * what pages said on their console.
 */
final class Browser implements AutoCloseable {
  private static final List<String> USUAL =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final Map<String, String> TYPES =
      Map.of("html", "text/html", "js", "text/javascript", "css", "text/css", "jpg", "image/jpeg");

  private static final int MOST_MILLIS = 180_000; // nothing waits that long unless it is broken

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final Path folder;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private Browser(Path program, Path folder) {
    this.folder = folder;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setTimeout(MOST_MILLIS)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--use-gl=angle",
                            "--use-angle=swiftshader",
                            "--enable-unsafe-swiftshader")));
  }

  /** Opens a browser on a folder; skips the test where no Chromium is. */
  static Browser on(Path folder) {
    return new Browser(program(), folder);
  }

  private static Path program() {
    String named = Optional.ofNullable(System.getenv("CHROMIUM")).orElse("");
    return Stream.concat(Stream.of(named), USUAL.stream())
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> abort("no browser: install Chromium, or set CHROMIUM to its program"));
  }

  /** A new page of that size at an address of the server. */
  Page open(String path, int width, int height) {
    return open(
        web() + path, new com.microsoft.playwright.Browser.NewContextOptions(), width, height);
  }

  /** A new page of a file. */
  Page openFile(String path, int width, int height) {
    String address = folder.resolve(path).toUri().toString();
    return open(address, new com.microsoft.playwright.Browser.NewContextOptions(), width, height);
  }

  /** A new page on a phone. */
  Page openOnPhone(String path) {
    return open(
        web() + path,
        new com.microsoft.playwright.Browser.NewContextOptions()
            .setHasTouch(true)
            .setIsMobile(true)
            .setDeviceScaleFactor(3),
        390,
        844);
  }

  private Page open(
      String address,
      com.microsoft.playwright.Browser.NewContextOptions options,
      int width,
      int height) {
    BrowserContext context = browser.newContext(options.setViewportSize(width, height));
    context.setDefaultTimeout(MOST_MILLIS);
    Page page = context.newPage();
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(error -> complaints.add("error: " + error));
    page.onRequest(request -> requests.add(request.url()));
    page.navigate(address);
    return page;
  }

  String web() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** What pages said on their consoles, errors that nobody caught too. */
  List<String> complaints() {
    return complaints;
  }

  /** The addresses that pages asked for and that are not of the folder. */
  List<String> elsewhere() {
    List<String> own = List.of(web(), folder.toUri().toString(), "data:");
    return requests.stream().filter(one -> own.stream().noneMatch(one::startsWith)).toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
      if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String name = file.toString();
      String type =
          TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
      exchange.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
      byte[] bytes = Files.readAllBytes(file);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
