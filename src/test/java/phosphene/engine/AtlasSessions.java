package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.rig.Program;
import phosphene.spec.Tap;

/**
 * The sessions of an atlas, opened, run forward and back once, and closed: a program, since only a
 * process of its own can say what memory they have left. Its heap is in memory from the start, so
 * that what comes is native or is kept on the heap.
 */
final class AtlasSessions {
  /** How many an engine is measured by. */
  static final int COUNT = 2000;

  /** What these may leave. */
  static final long MOST_BYTES = 50 << 20;

  private static final Pattern GROWTH = Pattern.compile("grew by (-?\\d+) bytes");

  /** Two networks: many kinds of layers, and wide ones. */
  private static final List<Network> NETWORKS =
      List.of(Chains.ofEveryLayer(64), Chains.vgg(64, 64));

  /** The octaves of a tile. */
  private static final List<Integer> SIZES = List.of(40, 56, 80, 112, 160);

  /** Of so many sessions one is of the wide layers, which take longer. */
  private static final int RARE = 6;

  private static final int LOOKS = 5;
  private static final int PAUSE_MILLIS = 100;

  private enum Way {
    WHOLE,
    FOCUSED
  }

  private final List<Engine> engines;
  private final SplittableRandom random = new SplittableRandom(1);

  private AtlasSessions(List<Engine> engines) {
    this.engines = engines;
  }

  /**
   * By how many bytes a process grows with the sessions, after it has opened all that there are.
   *
   * @param lost bytes that each is to lose besides
   */
  static long growth(Subject subject, int lost, Path folder) {
    String natives = System.getProperty("org.bytedeco.javacpp.cachedir", folder.toString());
    List<String> arguments =
        List.of(
            "-Xms256m",
            "-Xmx256m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.bytedeco.javacpp.maxbytes=2g", // else as large as the heap
            "-Dorg.bytedeco.javacpp.cachedir=" + natives,
            "-cp",
            System.getProperty("java.class.path"),
            AtlasSessions.class.getName(),
            subject.toString(),
            Integer.toString(lost));
    try (Program program = Program.start("sessions", folder, Map.of(), arguments)) {
      int status = program.ended(Duration.ofMinutes(9));
      Matcher said = GROWTH.matcher(program.printed());
      assertThat(status).as(program.printed()).isZero();
      assertThat(said.find()).as(program.printed()).isTrue();
      return Long.parseLong(said.group(1));
    }
  }

  /** Takes the name of a kind, and how many bytes each session is to lose. */
  public static void main(String[] arguments) throws Exception {
    Subject subject =
        TestEngines.onProcessor().stream()
            .filter(one -> one.toString().equals(arguments[0]))
            .findFirst()
            .orElseThrow();
    int lost = Integer.parseInt(arguments[1]);
    List<Engine> engines =
        NETWORKS.stream().<Engine>map(one -> new Leaking(subject.open(one), lost)).toList();
    AtlasSessions sessions = new AtlasSessions(engines);
    sessions.all();
    for (int i = 0; i < COUNT / 4; i++) {
      sessions.any();
    }
    long before = memory();
    for (int i = 0; i < COUNT; i++) {
      sessions.any();
    }
    System.out.println("grew by " + (memory() - before) + " bytes");
    engines.forEach(Engine::close);
  }

  /** One of every layer, size, number of images and way. */
  private void all() {
    for (Engine engine : engines) {
      for (Node node : engine.architecture().nodes()) {
        for (int size : SIZES) {
          for (int images = 1; images <= most(size); images++) {
            run(engine, node.name(), size, images, Way.WHOLE);
            run(engine, node.name(), size, images, Way.FOCUSED);
          }
        }
      }
    }
  }

  private void any() {
    Engine engine = engines.get(random.nextInt(RARE) / (RARE - 1));
    List<Node> nodes = engine.architecture().nodes();
    int size = SIZES.get(random.nextInt(SIZES.size()));
    run(
        engine,
        nodes.get(random.nextInt(nodes.size())).name(),
        size,
        1 + random.nextInt(most(size)),
        Way.values()[random.nextInt(2)]);
  }

  /** How many images pass together: fewer if they are large. */
  private static int most(int size) {
    return size > 100 ? 1 : 3;
  }

  private void run(Engine engine, String layer, int size, int images, Way way) {
    Target target = new Target(layer, Tap.PRE);
    float[] pixels = new float[images * 3 * size * size];
    List<Integer> channels = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      channels.add(i);
    }
    try (Session session =
        way == Way.WHOLE
            ? engine.open(List.of(target), new Batch(images, size, size))
            : engine.focus(target, channels, size, size)) {
      session.forward(pixels);
      float[] map = new float[session.shape(0).area()];
      for (int i = 0; i < images; i++) {
        TargetChannel channel = new TargetChannel(0, i, i);
        session.read(channel, map);
        session.addGradient(channel, map);
      }
      session.backward(ReluRule.REDIRECTED, pixels);
    }
  }

  /** What the process has in memory, and of its heap what is in use; at rest. */
  private static long memory() throws IOException, InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < LOOKS; i++) {
      System.gc();
      Thread.sleep(PAUSE_MILLIS); // what the collector finds is freed by another thread
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      least = Math.min(least, resident() + heap);
    }
    return least;
  }

  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  /** An engine that loses native memory with each session. */
  private static final class Leaking extends ForwardingEngine {
    private final int bytes;

    Leaking(Engine engine, int bytes) {
      super(engine);
      this.bytes = bytes;
    }

    @Override
    protected Session wrap(Supplier<Session> opening) {
      if (bytes > 0) {
        Pointer.memset(Pointer.malloc(bytes), 1, bytes);
      }
      return opening.get();
    }
  }
}
