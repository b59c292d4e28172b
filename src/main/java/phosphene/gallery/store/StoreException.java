package phosphene.gallery.store;

import java.io.EOFException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.apache.hadoop.fs.ClusterStorageCapacityExceededException;
import org.apache.hadoop.fs.s3a.AWSBadRequestException;
import org.apache.hadoop.fs.s3a.AWSClientIOException;
import org.apache.hadoop.fs.s3a.AWSRedirectException;
import org.apache.hadoop.fs.s3a.AWSServiceIOException;
import org.apache.hadoop.fs.s3a.CredentialInitializationException;
import org.jspecify.annotations.Nullable;
import phosphene.spec.Disk;
import phosphene.spec.SpecException;

/** A store that does not do what it was asked to; the message names the object and the reason. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What a store says of a request that it will always refuse. */
  private static final List<Class<?>> ASKED =
      List.of(
          CredentialInitializationException.class,
          AWSBadRequestException.class,
          AWSRedirectException.class);

  /** What comes of a store, or of the way to it. */
  private static final List<Class<?>> PASSING =
      List.of(
          AWSServiceIOException.class,
          AWSClientIOException.class,
          SocketException.class,
          SocketTimeoutException.class,
          ProtocolException.class,
          EOFException.class,
          DiskException.class,
          ClusterStorageCapacityExceededException.class);

  public StoreException(String what, Throwable cause) {
    super(what + ": " + reason(cause), cause);
  }

  /**
   * What to throw where a user named the place: a mistake in what was asked, or this if the store
   * may answer otherwise another time.
   */
  public RuntimeException ofPlace() {
    return passing(getCause()) ? this : new SpecException(String.valueOf(getMessage()), this);
  }

  /** True of what a store or the way to it did, and did not mean. */
  static boolean passing(@Nullable Throwable cause) {
    return !caused(cause, ASKED) && (caused(cause, PASSING) || Disk.failed(cause));
  }

  private static boolean caused(@Nullable Throwable cause, List<Class<?>> kinds) {
    for (Throwable link = cause; link != null; link = link.getCause()) {
      Throwable one = link;
      if (kinds.stream().anyMatch(kind -> kind.isInstance(one))) {
        return true;
      }
    }
    return false;
  }

  /** Why something failed, in one line. */
  static String reason(Throwable cause) {
    if (cause instanceof AccessDeniedException) {
      return "access is denied"; // its message is the path alone
    }
    String message =
        cause instanceof FileSystemException failure && failure.getReason() != null
            ? failure.getReason() // its message begins with the path of a hidden file
            : cause.getMessage();
    return (message == null ? "" : message)
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse(cause.getClass().getSimpleName());
  }
}
