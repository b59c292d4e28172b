package phosphene.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import phosphene.spec.Plural;
import phosphene.verify.Verification;

/** Shows how many images have been read. */
final class ReadProgress implements Verification.Progress {
  private final QuietOption options;
  private final PrintWriter err;
  private Optional<Progress> progress = Optional.empty();
  private long images;
  private long read;

  ReadProgress(QuietOption options, PrintWriter err) {
    this.options = options;
    this.err = err;
  }

  @Override
  public void begin(long images) {
    this.images = images;
    progress = Optional.of(options.progress("Reading", err));
  }

  @Override
  public void read(long more) {
    read += more;
    double share = images == 0 ? 1 : Math.min(1, (double) read / images);
    String done = String.format(Locale.ROOT, "%,d of %s", read, Plural.of(images, "image"));
    progress.ifPresent(shown -> shown.show(share, done));
  }

  @Override
  public void end() {
    progress.ifPresent(Progress::close);
  }
}
