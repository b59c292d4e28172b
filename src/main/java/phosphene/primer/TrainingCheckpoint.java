package phosphene.primer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import phosphene.network.Architecture;
import phosphene.spec.SpecException;

/**
 * A network in the middle of its training, as a file: the plan of the training, the number of steps
 * taken, the weights and the optimizer's state.
 *
 * @param file compressed, with a checksum
 */
record TrainingCheckpoint(Path file) {
  boolean exists() {
    return Files.isRegularFile(file);
  }

  /** Writes the whole file or nothing. */
  void write(ComputationGraph learner, TrainingPlan plan) throws IOException {
    AtomicFile.write(
        file,
        part -> {
          try (DataOutputStream out =
              new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(part), 1 << 16))) {
            out.writeUTF(plan.text());
            out.writeInt(learner.getIterationCount());
            write(out, learner.params());
            write(out, learner.getUpdater().getStateViewArray());
          }
        });
  }

  /**
   * The learner as it was; {@link ComputationGraph#getIterationCount} says how many steps it took.
   *
   * @throws SpecException if the file is damaged or of another plan
   */
  ComputationGraph read(Architecture architecture, TrainingPlan plan) {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16))) {
      require(plan, in.readUTF());
      ComputationGraph learner = Graph.learner(architecture, plan);
      learner.getConfiguration().setIterationCount(in.readInt());
      learner.setParams(read(in, learner.params()));
      INDArray state = learner.getUpdater().getStateViewArray();
      learner.getUpdater().setStateViewArray(read(in, state));
      if (in.read() >= 0) { // the checksum is verified at the end
        throw new IOException("it is longer than expected");
      }
      return learner;
    } catch (IOException e) {
      throw new SpecException("Cannot resume " + file + ": " + e.getMessage(), e);
    }
  }

  private void require(TrainingPlan plan, String written) {
    if (!plan.text().equals(written)) {
      throw new SpecException(
          String.format(
              Locale.ROOT,
              "Cannot resume %s: it was made with %s, asked for is %s (name another --out)",
              file,
              written,
              plan.text()));
    }
  }

  private static void write(DataOutputStream out, INDArray values) throws IOException {
    out.writeInt((int) values.length());
    for (float value : values.dup('c').reshape(-1).toFloatVector()) {
      out.writeFloat(value);
    }
  }

  private static INDArray read(DataInputStream in, INDArray like) throws IOException {
    int length = in.readInt();
    if (length != like.length()) {
      throw new IOException(length + " values, expected " + like.length());
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readFloat();
    }
    return Nd4j.createFromArray(values).reshape(like.shape());
  }
}
