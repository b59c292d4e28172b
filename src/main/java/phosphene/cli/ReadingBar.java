package phosphene.cli;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import phosphene.cluster.Verification;

/** Shows how many pictures have been read. */
final class ReadingBar implements Verification.Progress {
  private Optional<ProgressBar> bar = Optional.empty();

  @Override
  public void begin(long pictures) {
    bar =
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName("Reading")
                .setInitialMax(pictures)
                .setUnit(" pictures", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(1000)
                .build());
  }

  @Override
  public void read(long pictures) {
    bar.ifPresent(shown -> shown.stepBy(pictures));
  }

  @Override
  public void end() {
    bar.ifPresent(ProgressBar::close);
  }
}
