package phosphene.network.zoo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The body of a download, written to a file as it comes; other answers than success are dropped.
 * (The file subscriber of Java 17 may lose bytes.)
 */
final class FetchedBytes implements BodyHandler<Void>, AutoCloseable {
  private final OutputStream file;
  private volatile long total;
  private volatile long received;
  private Optional<IOException> failure = Optional.empty();
  private boolean closed;

  /**
   * Opens the file.
   *
   * @param total bytes expected, 0 if unknown; the length that the server sends replaces it
   */
  FetchedBytes(Path path, long total) throws IOException {
    this.file = Files.newOutputStream(path);
    this.total = total;
  }

  @Override
  public BodySubscriber<Void> apply(ResponseInfo head) {
    if (head.statusCode() != Fetch.OK) {
      return BodySubscribers.discarding();
    }
    head.headers().firstValueAsLong("content-length").ifPresent(length -> total = length);
    return BodySubscribers.ofByteArrayConsumer(bytes -> bytes.ifPresent(this::write));
  }

  long total() {
    return total;
  }

  long received() {
    return received;
  }

  /** Writes, unless the download was given up; a full disk is remembered until closing. */
  private synchronized void write(byte[] bytes) {
    if (closed || failure.isPresent()) {
      return;
    }
    try {
      file.write(bytes);
      received = received + bytes.length;
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  /**
   * Closes the file.
   *
   * @throws IOException if it could not be written
   */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    file.close();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
