package phosphene.gallery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.fs.s3a.NoVersionAttributeException;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;
import org.junit.jupiter.api.Test;

/** Which calls are made again. */
class AttemptTest {
  private final Deque<Exception> failures = new ArrayDeque<>();
  private int calls;

  private String answer() throws IOException {
    calls++;
    Exception failure = failures.poll();
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure instanceof RuntimeException bug) {
      throw bug;
    }
    return "whole";
  }

  private static final String S3A = "org.apache.hadoop.fs.s3a.S3AInputStream";

  private static RuntimeException thrownBy(String type, RuntimeException failure) {
    return thrownBy("java.util.Objects", type, failure);
  }

  private static RuntimeException thrownBy(String by, String of, RuntimeException failure) {
    failure.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(by, "call", "X.java", 1),
          new StackTraceElement(of, "call", "X.java", 1),
          new StackTraceElement("phosphene.gallery.store.HadoopStore", "read", "X.java", 1)
        });
    return failure;
  }

  @Test
  void aBugOfOursIsNoAnswerOfTheStore() {
    failures.add(new NullPointerException("ours"));
    failures.add(thrownBy("phosphene.gallery.Layout", new NumberFormatException("x")));

    for (int i = 1; i <= 2; i++) {
      assertThatThrownBy(() -> Attempt.firmly(this::answer))
          .isInstanceOf(RuntimeException.class)
          .hasMessageMatching("ours|x");
      assertThat(calls).isEqualTo(i);
    }
  }

  @Test
  void anAnswerThatBrokeOffIsAskedForAgain() throws IOException {
    failures.addAll(
        List.of(
            thrownBy(S3A, new NullPointerException("length")),
            thrownBy("java.lang.Long", S3A, new NumberFormatException("12x")),
            thrownBy(
                "java.time.format.DateTimeFormatter",
                "software.amazon.awssdk.utils.DateUtils",
                new DateTimeException("Mon, 2"))));

    assertThat(Attempt.firmly(this::answer)).isEqualTo("whole");
    assertThat(calls).isEqualTo(4);
  }

  @Test
  void aStoreThatNeverAnswersWholeIsTold() {
    failures.addAll(Collections.nCopies(9, thrownBy(S3A, new NullPointerException())));

    assertThatThrownBy(() -> Attempt.firmly(this::answer))
        .isInstanceOf(IOException.class)
        .hasMessage("the store's answers break off within their headers");
    assertThat(calls).isEqualTo(6);
  }

  @Test
  void anObjectThatSeemsToChangeIsReadAgain() throws IOException {
    failures.add(new NoVersionAttributeException("a", "Change detection policy requires ETag"));
    failures.add(
        new RemoteFileChangedException("a", "open", "ETag change detected on client during open"));

    assertThat(Attempt.firmly(this::answer)).isEqualTo("whole");
    failures.add(new RemoteFileChangedException("a", "create", "another writer was first"));
    assertThatThrownBy(() -> Attempt.firmly(this::answer))
        .isInstanceOf(RemoteFileChangedException.class);
  }

  @Test
  void whatTheClientSaysItselfStands() {
    failures.add(new FileNotFoundException("a"));
    assertThatThrownBy(() -> Attempt.firmly(this::answer))
        .isInstanceOf(FileNotFoundException.class);
    failures.add(new IllegalStateException("closed"));
    assertThatThrownBy(() -> Attempt.firmly(this::answer))
        .isInstanceOf(IllegalStateException.class);
    assertThat(calls).isEqualTo(2);
  }
}
