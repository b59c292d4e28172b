package phosphene.gallery;

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

  @Test
  void anAnswerThatBrokeOffIsAskedForAgain() throws IOException {
    failures.addAll(
        List.of(
            new NullPointerException("length"),
            new NumberFormatException("12x"),
            new DateTimeException("Mon, 2")));

    assertThat(Attempt.firmly(this::answer)).isEqualTo("whole");
    assertThat(calls).isEqualTo(4);
  }

  @Test
  void aStoreThatNeverAnswersWholeIsTold() {
    failures.addAll(Collections.nCopies(9, new NullPointerException()));

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
