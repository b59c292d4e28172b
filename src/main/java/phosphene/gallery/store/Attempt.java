package phosphene.gallery.store;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.s3a.NoVersionAttributeException;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;

/**
 * Calls of a store's client that are made again when an answer broke off within its headers. S3A
 * takes such an answer for a whole one, misses the length, the date or the tag in it, and throws
 * what a bug would throw, without a try of its own.
 */
final class Attempt {
  private static final int MOST = 6;
  private static final Pattern JAVA = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\.");
  // Hadoop with S3A and its kin, and the libraries by which these ask.
  private static final Pattern CLIENT =
      Pattern.compile(
          "org\\.apache\\.(hadoop|http)\\.|software\\.amazon\\.|com\\.(amazonaws|google|azure)\\.");
  private static final long FIRST_PAUSE_MILLIS = 50;

  private Attempt() {}

  /** A request with an answer. */
  interface Call<T> {
    T make() throws IOException;
  }

  /** A request without an answer. */
  interface Order {
    void carryOut() throws IOException;
  }

  /**
   * Makes a call, if need be six times, with pauses of 50 ms to 0.8 s; also if S3A found another
   * object when it read than when it asked for it, or less of it.
   *
   * @throws IOException what the call throws, or that no answer was whole
   */
  static <T> T firmly(Call<T> call) throws IOException {
    long pause = FIRST_PAUSE_MILLIS;
    for (int attempt = 1; ; attempt++) {
      try {
        return call.make();
      } catch (NullPointerException | NumberFormatException | DateTimeException e) {
        if (!ofClient(e)) {
          throw e; // a bug in Phosphene
        }
        if (attempt == MOST) {
          throw broken(e);
        }
      } catch (IOException e) {
        if (attempt == MOST || !changed(e)) {
          throw e;
        }
      } catch (FSError e) { // what Hadoop makes of an error of this machine's disk
        throw new DiskException(e.getCause() == null ? e : e.getCause());
      }
      pause(pause);
      pause *= 2;
    }
  }

  /**
   * True of an exception that a store's client threw, itself or through what Java offers. Java
   * gives no place of one that was thrown very often.
   */
  static boolean ofClient(RuntimeException e) {
    return Arrays.stream(e.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> !JAVA.matcher(name).lookingAt())
        .findFirst()
        .map(name -> CLIENT.matcher(name).lookingAt())
        .orElse(true);
  }

  private static IOException broken(RuntimeException e) {
    IOException broken =
        new ProtocolException("the store's answers break off within their headers");
    broken.initCause(e);
    return broken;
  }

  /**
   * True if the tags of an object differ between two requests of one call, or one has none, or it
   * ended early: an answer was cut in half, or a lease was renewed in between. Not of a refused
   * write, which has the first of these types.
   */
  private static boolean changed(IOException e) {
    return e instanceof EOFException
        || e instanceof NoVersionAttributeException
        || (e instanceof RemoteFileChangedException
            && String.valueOf(e.getMessage()).contains("change detected on client"));
  }

  /** The same for a call without an answer. */
  static void carryOut(Order order) throws IOException {
    firmly(
        () -> {
          order.carryOut();
          return order;
        });
  }

  private static void pause(long millis) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the store", e);
    }
  }
}
