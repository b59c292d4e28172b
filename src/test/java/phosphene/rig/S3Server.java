package phosphene.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An S3 server (S3Proxy) in a process of its own, on a port of its own on loopback. Its objects are
 * files: object {@code a/b} of a bucket is file {@code a/b} in the bucket's folder, to be read
 * only.
 */
public final class S3Server implements AutoCloseable {
  public static final String IDENTITY = "phosphene-identity";

  /** The secret key; no log, picture or row may ever hold it. */
  public static final String CREDENTIAL = "phosphene-credential-4711";

  private static final Duration START = Duration.ofMinutes(2);
  private static final Pattern PORT =
      Pattern.compile("Started .*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");

  private final Path objects;
  private final Program program;
  private final int port;

  private S3Server(Path objects, Program program, int port) {
    this.objects = objects;
    this.program = program;
    this.port = port;
  }

  /** Starts a server that keeps everything in a folder. */
  public static S3Server start(Path folder) {
    return start(folder, Map.of());
  }

  /**
   * Starts a server with more properties of S3Proxy, such as those of its middlewares.
   *
   * @param more by key
   */
  public static S3Server start(Path folder, Map<String, String> more) {
    try {
      Path objects = Files.createDirectories(folder.resolve("objects"));
      Map<String, String> properties = new TreeMap<>(more);
      properties.put("s3proxy.endpoint", "http://127.0.0.1:0");
      properties.put("s3proxy.authorization", "aws-v2-or-v4");
      properties.put("s3proxy.identity", IDENTITY);
      properties.put("s3proxy.credential", CREDENTIAL);
      properties.put("jclouds.provider", "filesystem-nio2");
      properties.put("jclouds.filesystem.basedir", objects.toString());
      List<String> lines =
          properties.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
      Path file = Files.write(folder.resolve("s3proxy.conf"), lines);
      List<String> arguments =
          List.of(
              "-Xmx256m",
              "-jar",
              SparkHome.file("s3proxy.jar").toString(),
              "--properties",
              file.toString());
      Program program = Program.start("s3proxy", folder, Map.of(), arguments);
      int port = Integer.parseInt(program.awaitLine(PORT, START));
      return new S3Server(objects, program, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public Program program() {
    return program;
  }

  /**
   * The folder of a bucket's objects; makes the bucket where there is none.
   *
   * @param name three letters or more
   */
  public Path bucket(String name) {
    try {
      return Files.createDirectories(objects.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts an object. A file that is laid into the bucket's folder is none: it has no ETag. */
  public void put(String bucket, String key, byte[] bytes) {
    bucket(bucket);
    try (S3Client client = client()) {
      client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
    }
  }

  /** The names of all objects below a prefix. */
  public List<String> names(String bucket, String prefix) {
    try (S3Client client = client()) {
      return client
          .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
          .contents()
          .stream()
          .map(S3Object::key)
          .toList();
    }
  }

  private S3Client client() {
    return S3Client.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .httpClientBuilder(ApacheHttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(IDENTITY, CREDENTIAL)))
        .build();
  }

  /** The settings by which Spark and S3A find this server. */
  public Map<String, String> settings() {
    return settings(port);
  }

  /** Those settings with another port: that of a proxy before this server. */
  public static Map<String, String> settings(int port) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("endpoint", "http://127.0.0.1:" + port);
    settings.put("endpoint.region", "us-east-1");
    settings.put("path.style.access", "true");
    settings.put("connection.ssl.enabled", "false");
    settings.put("access.key", IDENTITY);
    settings.put("secret.key", CREDENTIAL);
    settings.put(
        "aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    Map<String, String> spark = new TreeMap<>();
    settings.forEach((key, value) -> spark.put("spark.hadoop.fs.s3a." + key, value));
    return spark;
  }

  @Override
  public void close() {
    program.close();
  }
}
