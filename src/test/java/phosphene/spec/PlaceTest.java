package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "out/a:b@c",
        "/x/user:secret@host",
        "s3a://bucket",
        "s3a://bucket/10:30@home.png",
        "hdfs://name:8020/x",
        "hdfs://name:8020",
        "output='hdfs://name:8020'",
        "hdfs://[::1]:8020/x",
        "abfs://container@account.dfs.core.windows.net/x",
        "hdfs:///x",
        "file:/x:y@z",
        "random:7"
      })
  void placesWithoutCredentialsAreShown(String place) {
    assertThat(Place.shown(place)).isEqualTo(place);
    Place.require(place);
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://key:hush@bucket/x, s3a://***@bucket/x",
    "s3://key@bucket, s3://***@bucket",
    "s3a://key:hu/sh@bucket/x, s3a://***@bucket/x",
    "s3a://key:hush, s3a://***",
    "s3a://key:17/hush@bucket, s3a://***@bucket",
    "ftp://me:hush@host:21/x@y, ftp://***@y",
    "'output=\"s3a://key:hush@bucket/x\"', 'output=\"s3a://***@bucket/x\"'"
  })
  void credentialsAreNot(String place, String shown) {
    assertThat(Place.shown(place)).isEqualTo(shown);
    assertThat(Place.secret(place)).isTrue();
  }
}
