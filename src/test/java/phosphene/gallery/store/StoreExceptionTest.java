package phosphene.gallery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.fs.s3a.AWSBadRequestException;
import org.apache.hadoop.fs.s3a.AWSClientIOException;
import org.apache.hadoop.fs.s3a.AWSStatus500Exception;
import org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.spec.SpecException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether a store that fails at a place that a user named is a mistake of the user's. */
class StoreExceptionTest {
  static IOException[] mistakes() {
    return new IOException[] {
      new FileNotFoundException("no bucket"),
      new AccessDeniedException("s3a://bucket/x"),
      new AWSClientIOException("PUT", new NoAuthWithAWSException("no credentials")),
      new AWSBadRequestException("PUT", status(400)),
      new IOException("Mkdirs failed to create /proc/x"),
    };
  }

  static IOException[] hiccups() {
    return new IOException[] {
      new AWSStatus500Exception("PUT", status(503)),
      new AWSClientIOException("PUT", SdkClientException.create("timed out")),
      new ConnectException("Connection refused"),
      new IOException("listing failed", new SocketTimeoutException("Read timed out")),
    };
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeEndsTheSameEachTime(IOException cause) {
    assertThat(new StoreException("Cannot read x", cause).ofPlace())
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Cannot read x: ");
  }

  @ParameterizedTest
  @MethodSource("hiccups")
  void aHiccupDoesNot(IOException cause) {
    StoreException failure = new StoreException("Cannot read x", cause);
    assertThat(failure.ofPlace()).isSameAs(failure);
  }

  private static AwsServiceException status(int code) {
    return S3Exception.builder().statusCode(code).message("no").build();
  }
}
