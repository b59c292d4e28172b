package phosphene.network.zoo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import phosphene.network.Digest;
import phosphene.network.read.WeightReader;
import phosphene.spec.SpecException;

/**
 * Downloads weight files into a folder. A file appears there under its name only when it is
 * complete and its digest is right: the documented one, or else the one that was recorded beside it
 * ({@code <file>.sha256}) at the first download.
 */
public final class Fetch {
  private static final Duration TICK = Duration.ofMillis(200);
  static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(20))
          .build();
  private final Path folder;
  private final Duration timeout;

  /** Downloads into {@code folder}; a mirror that sends nothing for a minute is given up. */
  public Fetch(Path folder) {
    this(folder, Duration.ofMinutes(1));
  }

  /** Downloads into {@code folder}; a mirror that sends nothing for {@code timeout} is given up. */
  Fetch(Path folder, Duration timeout) {
    this.folder = folder;
    this.timeout = timeout;
  }

  /** A listener to the progress of a download. */
  public interface Progress {
    /**
     * @param bytes received so far from the present mirror
     * @param total of the file, 0 if unknown
     */
    void received(long bytes, long total);
  }

  /**
   * The weight file of {@code entry}: the one in the folder if its digest is right, else downloaded
   * from the first mirror that delivers it whole.
   *
   * @throws SpecException naming each mirror and its failure if none does
   */
  public Path fetch(CatalogueEntry entry, Progress progress) throws InterruptedException {
    if (entry.unpublished()) {
      throw new SpecException(
          "Cannot fetch "
              + entry.name()
              + ": nobody publishes its weights in a format that is read; docs/networks.md tells how"
              + " PyTorch's become one");
    }
    Path target = folder.resolve(entry.download().file());
    List<String> failures = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      if (Files.isRegularFile(target) && wrong(target, target, entry).isEmpty()) {
        record(target, entry);
        return target;
      }
      for (URI mirror : entry.download().mirrors()) {
        Optional<String> failure = fetch(mirror, target, entry, progress);
        if (failure.isEmpty()) {
          return target;
        }
        failures.add(mirror + ": " + failure.get());
      }
    } catch (IOException e) {
      throw new SpecException("Cannot write " + target + ": " + WeightReader.reason(e), e);
    }
    throw new SpecException(
        "Cannot fetch "
            + entry.name()
            + ": "
            + (failures.isEmpty() ? "no mirror is known" : String.join("; ", failures)));
  }

  /** Downloads from one mirror; the reason if that failed. */
  private Optional<String> fetch(URI mirror, Path target, CatalogueEntry entry, Progress progress)
      throws IOException, InterruptedException {
    Path part = Files.createTempFile(folder, target.getFileName() + ".", ".part");
    try {
      Optional<String> failure = download(mirror, part, entry.download().bytes(), progress);
      if (failure.isEmpty()) {
        failure = wrong(part, target, entry);
      }
      if (failure.isEmpty()) {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        record(target, entry);
      }
      return failure;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Optional<String> download(URI mirror, Path part, long bytes, Progress progress)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(mirror).timeout(timeout).build();
    try (FetchedBytes body = new FetchedBytes(part, bytes)) {
      CompletableFuture<HttpResponse<Void>> response = client.sendAsync(request, body);
      try {
        long received = 0;
        long silentSince = System.nanoTime();
        while (!ended(response)) {
          if (body.received() > received) {
            received = body.received();
            silentSince = System.nanoTime();
            progress.received(received, body.total());
          } else if (System.nanoTime() - silentSince > timeout.toNanos()) {
            return Optional.of("nothing came for " + timeout.toMillis() + " ms");
          }
        }
        progress.received(body.received(), body.total());
        int status = response.get().statusCode();
        return status == OK ? Optional.empty() : Optional.of("HTTP status " + status);
      } catch (ExecutionException e) {
        return Optional.of(String.valueOf(e.getCause()));
      } finally {
        response.cancel(true);
      }
    }
  }

  /** Waits for a moment; true if the response is there or has failed. */
  private static boolean ended(CompletableFuture<?> response)
      throws InterruptedException, ExecutionException {
    try {
      response.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillRunning) {
      return false;
    }
  }

  /** How a fetched file's digest differs from what it should be; empty if it does not. */
  static Optional<String> mismatch(Path file, CatalogueEntry entry) {
    try {
      return wrong(file, file, entry);
    } catch (IOException e) {
      throw new SpecException("Cannot read " + file + ": " + WeightReader.reason(e), e);
    }
  }

  /** Why {@code file}, which is or shall become {@code target}, is not what it should be. */
  private static Optional<String> wrong(Path file, Path target, CatalogueEntry entry)
      throws IOException {
    Optional<CatalogueEntry.KnownDigest> documented = entry.download().digest();
    Path noted = note(target);
    Digest function = documented.map(CatalogueEntry.KnownDigest::function).orElse(Digest.SHA256);
    String expected;
    if (documented.isPresent()) {
      expected = documented.get().hex();
    } else if (Files.exists(noted)) {
      expected = Files.readString(noted, StandardCharsets.UTF_8).strip();
    } else {
      return Optional.empty();
    }
    String found = function.of(file);
    return found.equals(expected)
        ? Optional.empty()
        : Optional.of(function + " is " + found + ", expected " + expected);
  }

  /** Writes down the digest of a file that has no documented one. */
  private static void record(Path target, CatalogueEntry entry) throws IOException {
    if (entry.download().digest().isEmpty() && !Files.exists(note(target))) {
      Files.writeString(note(target), Digest.SHA256.of(target) + "\n", StandardCharsets.UTF_8);
    }
  }

  private static Path note(Path target) {
    return target.resolveSibling(target.getFileName() + ".sha256");
  }
}
