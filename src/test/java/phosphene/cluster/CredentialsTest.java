package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.s3a.AWSCredentialProviderList;
import org.apache.hadoop.fs.s3a.auth.CredentialProviderListFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The providers of credentials that {@code deploy} names, with what the jar holds of the SDK. */
class CredentialsTest {
  private static final Pattern PROVIDER =
      Pattern.compile("fs\\.s3a\\.aws\\.credentials\\.provider=([\\w.]+)");
  private static final String KEYS =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult>
          <Credentials>
            <AccessKeyId>AKIAPOD</AccessKeyId>
            <SecretAccessKey>secret</SecretAccessKey>
            <SessionToken>session</SessionToken>
            <Expiration>2099-01-01T00:00:00Z</Expiration>
          </Credentials>
        </AssumeRoleWithWebIdentityResult>
      </AssumeRoleWithWebIdentityResponse>
      """;

  @TempDir Path folder;

  /** As on EKS: the pod has a token in a file, and a service changes it for keys. */
  @Test
  void podsWithATokenGetTheKeysOfTheirRole() throws Exception {
    HttpServer sts =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sts.createContext(
        "/",
        exchange -> {
          String asked = new String(exchange.getRequestBody().readAllBytes());
          boolean ours = asked.contains("WebIdentityToken=token-of-the-pod");
          byte[] answer = KEYS.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(ours ? 200 : 403, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    sts.start();
    Path token = Files.writeString(folder.resolve("token"), "token-of-the-pod");
    Settings pod =
        Settings.of(
            Map.of(
                "aws.roleArn",
                "arn:aws:iam::123456789012:role/phosphene",
                "aws.webIdentityTokenFile",
                token.toString(),
                "aws.region",
                "eu-central-1",
                "aws.endpointUrlSts",
                "http://127.0.0.1:" + sts.getAddress().getPort()));

    try (AWSCredentialProviderList providers = providers("deploy/kubernetes/README.md")) {
      assertThat(providers.resolveCredentials().accessKeyId()).isEqualTo("AKIAPOD");
    } finally {
      pod.close();
      sts.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy/kubernetes/README.md", "deploy/yarn/submit.sh"})
  void providersAreThoseThatS3aCanMake(String file) throws IOException {
    try (AWSCredentialProviderList providers = providers(file)) {
      assertThat(providers.size()).isEqualTo(1);
    }
  }

  /** What S3A makes of the setting in a file. */
  private static AWSCredentialProviderList providers(String file) throws IOException {
    Matcher named = PROVIDER.matcher(Files.readString(Path.of(file)));
    assertThat(named.find()).as(file).isTrue();
    Configuration settings = new Configuration();
    settings.set("fs.s3a.aws.credentials.provider", named.group(1));
    return CredentialProviderListFactory.createAWSCredentialProviderList(
        URI.create("s3a://bucket"), settings);
  }
}
