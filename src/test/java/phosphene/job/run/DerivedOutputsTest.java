package phosphene.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.cluster.Cluster;
import phosphene.gallery.Outcome;
import phosphene.gallery.RowOrder;
import phosphene.gallery.Summary;
import phosphene.gallery.store.HadoopStore;
import phosphene.job.JobKinds;

/** Sheets and films that cannot be made. */
class DerivedOutputsTest {
  @TempDir Path folder;

  /** Spark's own exception is a checked one, which Scala does not declare. */
  @Test
  void aFailureOfSparkIsReportedAndCountedAndEndsNoJob() throws InterruptedException {
    JobRun.Place place =
        new JobRun.Place(
            HadoopStore.open(folder.toString(), new Configuration()),
            new RowOrder.Counter(1),
            JobKinds.places());
    JobRun.Title title = new JobRun.Title("atlas", "toy", "1", Optional.empty());
    Problems listener = new Problems();
    try (Cluster cluster = Cluster.open("derived outputs", Optional.of("local[1]"))) {
      Summary summary =
          JobRun.run(
              cluster,
              place,
              title,
              listener,
              run ->
                  new DerivedOutputs(run)
                      .sheets(
                          "the photos that excite units",
                          any ->
                              DerivedOutputsTest.<RuntimeException>sneak(
                                  new SparkException("no such file"))));

      assertThat(summary.counts().undrawn()).isEqualTo(1);
      assertThat(summary.counts().complete()).isFalse();
    }
    assertThat(listener.problems)
        .containsExactly("Cannot finish the photos that excite units: no such file");
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> void sneak(Exception problem) throws E {
    throw (E) problem;
  }

  /** Keeps the problems of sheets. */
  private static final class Problems implements JobListener {
    final List<String> problems = new ArrayList<>();

    @Override
    public void begin(long images, double flop) {}

    @Override
    public void worked(double flop) {}

    @Override
    public void received(Outcome outcome) {}

    @Override
    public void unchanged() {}

    @Override
    public void end() {}

    @Override
    public void sheetFailed(String problem) {
      problems.add(problem);
    }
  }
}
