package phosphene.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark's own cluster on this machine: a master and workers, each a process of its own. */
public final class StandaloneCluster implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final String LOOPBACK = "127.0.0.1";
  private static final Pattern MASTER =
      Pattern.compile("Starting Spark master at (spark://127\\.0\\.0\\.1:\\d+)");
  private static final Pattern PAGES =
      Pattern.compile("Bound MasterWebUI to .* started at http://\\S+:(\\d+)");
  private static final Pattern DRIVER = Pattern.compile("(driver-\\d+-\\d+)");

  /** Where the driver runs. */
  public enum Mode {
    /** In the process that submits. */
    CLIENT,
    /** On a worker. */
    CLUSTER
  }

  /**
   * A worker that is to be started.
   *
   * @param memory such as {@code 2g}
   * @param properties of its JVM, such as {@code spark.worker.resource.gpu.amount}
   */
  public record Seat(int cores, String memory, Map<String, String> properties) {
    public Seat {
      properties = Map.copyOf(properties);
    }

    public static Seat of(int cores, String memory) {
      return new Seat(cores, memory, Map.of());
    }
  }

  private final Path folder;
  private final Program master;
  private final List<Program> workers = new ArrayList<>();
  private final AtomicInteger submissions = new AtomicInteger();
  private final HttpClient http = HttpClient.newHttpClient();

  private StandaloneCluster(Path folder, Program master) {
    this.folder = folder;
    this.master = master;
  }

  /**
   * Starts a master and workers, and waits until all of them are there.
   *
   * @param folder of logs and work
   */
  public static StandaloneCluster start(Path folder, Seat... seats) {
    List<String> arguments = SparkHome.daemon();
    arguments.add("-Dspark.master.rest.enabled=false"); // its port is fixed
    arguments.addAll(
        List.of("org.apache.spark.deploy.master.Master", "--host", LOOPBACK, "--port", "0"));
    arguments.addAll(List.of("--webui-port", "0"));
    Program master =
        Program.start("master", folder, SparkHome.environment(), List.copyOf(arguments));
    StandaloneCluster cluster = new StandaloneCluster(folder, master);
    try {
      Arrays.stream(seats).forEach(cluster::add);
      cluster.awaitWorkers(seats.length);
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts one more worker; does not wait for it. */
  public Program add(Seat seat) {
    String name = "worker" + (workers.size() + 1);
    List<String> arguments = SparkHome.daemon();
    new TreeMap<>(seat.properties())
        .forEach((key, value) -> arguments.add("-D" + key + "=" + value));
    arguments.addAll(List.of("org.apache.spark.deploy.worker.Worker", "--host", LOOPBACK));
    arguments.addAll(List.of("--cores", Integer.toString(seat.cores()), "--memory", seat.memory()));
    arguments.addAll(List.of("--webui-port", "0", "--work-dir", folder.resolve(name).toString()));
    arguments.add(url());
    Program worker = Program.start(name, folder, SparkHome.environment(), List.copyOf(arguments));
    workers.add(worker);
    return worker;
  }

  /** Waits until so many workers are there. */
  public void awaitWorkers(int count) {
    Pattern alive = Pattern.compile("\"aliveworkers\"\\s*:\\s*" + count + "\\b");
    master.await(
        count + " workers",
        START,
        () -> alive.matcher(json()).find() ? Optional.of(count) : Optional.empty());
  }

  /** The master, as {@code --master} takes it. */
  public String url() {
    return master.awaitLine(MASTER, START);
  }

  /** What the master says of workers, applications and drivers. */
  public String json() {
    URI page = URI.create("http://" + LOOPBACK + ":" + master.awaitLine(PAGES, START) + "/json/");
    try {
      return http.send(
              HttpRequest.newBuilder(page).timeout(START).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  public Program master() {
    return master;
  }

  /** In the order of their start, dead ones too. */
  public List<Program> workers() {
    return List.copyOf(workers);
  }

  /** The executors that run now. */
  public List<ProcessHandle> executors() {
    return workers.stream()
        .flatMap(worker -> worker.children("CoarseGrainedExecutorBackend").stream())
        .toList();
  }

  /**
   * Submits an application with one-core executors of 900 MB; does not wait for it.
   *
   * @param settings of Spark, which may replace those that all submissions have
   * @param arguments the main class and what it gets
   */
  public Program submit(
      Mode mode, Application application, Map<String, String> settings, String... arguments) {
    Map<String, String> all = new TreeMap<>(settings());
    application
        .classPath()
        .ifPresent(
            path -> {
              all.put("spark.driver.extraClassPath", path);
              all.put("spark.executor.extraClassPath", path);
            });
    all.putAll(settings);
    // In cluster mode this process only asks, and its log, in Spark's own settings, names the
    // driver.
    String[] before =
        mode == Mode.CLIENT
            ? application.classPath().stream().toArray(String[]::new)
            : new String[0];
    List<String> command = new ArrayList<>(SparkHome.QUICK);
    command.addAll(SparkHome.java("1g", before));
    command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", url()));
    command.addAll(List.of("--deploy-mode", mode == Mode.CLIENT ? "client" : "cluster"));
    all.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    command.addAll(List.of("--class", arguments[0], application.jar().toString()));
    command.addAll(Arrays.asList(arguments).subList(1, arguments.length));
    return Program.start(
        "submission" + submissions.incrementAndGet(), folder, SparkHome.environment(), command);
  }

  private static Map<String, String> settings() {
    String quick = String.join(" ", SparkHome.QUICK);
    return Map.of(
        "spark.driver.extraJavaOptions", quick,
        "spark.executor.extraJavaOptions", quick,
        "spark.driver.host", LOOPBACK,
        "spark.driver.bindAddress", LOOPBACK,
        "spark.driver.memory", "900m",
        "spark.executor.memory", "900m",
        "spark.executor.cores", "1",
        "spark.ui.enabled", "false",
        "spark.sql.shuffle.partitions", "4",
        // In cluster mode the one who submits waits too.
        "spark.standalone.submit.waitAppCompletion", "true");
  }

  /** The name of the driver of a submission in cluster mode, once it has one. */
  public String driver(Program submission) {
    return submission.awaitLine(DRIVER, START);
  }

  /**
   * How a driver ended ({@code FINISHED}, {@code FAILED}, {@code ERROR}, {@code KILLED}), or runs.
   */
  public String state(String driver) {
    Matcher found =
        Pattern.compile("\\{[^{}]*\"" + driver + "\"[^{}]*\"state\"\\s*:\\s*\"(\\w+)\"")
            .matcher(json());
    return found.find() ? found.group(1) : "UNKNOWN";
  }

  /** What a driver printed on a worker: {@code stdout} or {@code stderr}. */
  public String printed(String driver, String stream) {
    for (int i = 1; i <= workers.size(); i++) {
      Path file = folder.resolve("worker" + i).resolve(driver).resolve(stream);
      if (Files.exists(file)) {
        try {
          return Files.readString(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new AssertionError("No " + stream + " of " + driver);
  }

  /** The folder of logs and of each worker's work. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    workers.forEach(Program::close);
    master.close();
  }
}
