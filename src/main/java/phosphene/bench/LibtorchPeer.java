package phosphene.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import phosphene.network.Activation;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Weights;
import phosphene.network.Window;

/**
 * libtorch's functions and its autograd, with a gradient for the images only, in a process of its
 * own. That process is told the same network and images as every other peer and sends its whole
 * gradient back.
 */
public final class LibtorchPeer implements Peer {
  private final Process process;
  private final Path log;
  private final DataOutputStream out;
  private final DataInputStream in;
  private String name = "libtorch";

  private LibtorchPeer(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
  }

  /**
   * Builds the program in {@code src/bench/libtorch} (the first time Maven downloads 110 MB),
   * starts it and tells it the network.
   *
   * @param home the project's folder
   * @param threads native threads of a step, at least 1
   * @throws PeerAbsentException if it cannot be built or does not start
   */
  public static LibtorchPeer start(Workload workload, Path home, int threads)
      throws PeerAbsentException {
    LibtorchProgram program = LibtorchProgram.build(home);
    LibtorchPeer peer = new LibtorchPeer(program.start(threads), program.log());
    try {
      peer.tell(workload, threads);
      return peer;
    } catch (IOException e) {
      peer.close();
      throw new PeerAbsentException(
          "Cannot measure libtorch: its process ended, see " + program.log(), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Step step(float[] images, int batch, int pixels) {
    try {
      out.writeInt(batch);
      out.writeInt(pixels);
      write(images);
      out.flush();
      return new Step(in.readDouble(), read());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot measure libtorch: its process ended, see " + log, e);
    }
  }

  /** Ends the process: it stops at the end of its input, or is stopped after five seconds. */
  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      process.destroy(); // its input is gone already
    }
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Workload workload, int threads) throws IOException {
    out.writeInt(threads);
    out.writeInt(workload.channel());
    List<Node> nodes = workload.network().architecture().nodes();
    out.writeInt(nodes.size());
    int channels = workload.network().architecture().input().channels();
    for (Node node : nodes) {
      if (node.layer() instanceof Convolution convolution) {
        Weights weights = workload.network().weights().get(node.name());
        tell(node, convolution, channels, Objects.requireNonNull(weights));
        channels = convolution.filters();
      } else {
        tell((MaxPool) node.layer());
      }
    }
    out.flush();
    String version = in.readUTF();
    int granted = in.readInt();
    name = "libtorch " + version + ", " + granted + (granted == 1 ? " thread" : " threads");
  }

  private void tell(Node node, Convolution convolution, int channels, Weights weights)
      throws IOException {
    Window window = convolution.window();
    out.writeBoolean(true);
    write(convolution.filters(), channels, window.height(), window.width());
    write(window.strideY(), window.strideX(), window.padY(), window.padX());
    out.writeBoolean(node.activation() == Activation.RELU);
    write(weights.kernel());
    write(weights.bias());
  }

  private void tell(MaxPool pool) throws IOException {
    Window window = pool.window();
    out.writeBoolean(false);
    write(window.height(), window.width());
    write(window.strideY(), window.strideX(), window.padY(), window.padX());
  }

  private void write(int... values) throws IOException {
    for (int value : values) {
      out.writeInt(value);
    }
  }

  private void write(float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.asFloatBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes.array());
  }

  private float[] read() throws IOException {
    float[] values = new float[in.readInt()];
    byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }
}
