package phosphene.gallery.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import phosphene.Deterministic;
import phosphene.gallery.ClassProbability;

/** The script of a photo's page. */
class ScanScriptTest {
  @Test
  void theScriptIsOneCallOfOneLine() {
    ScanScript script =
        new ScanScript(
            ScanScript.FORMAT,
            "a \"b\".jpg",
            "toy",
            List.of(4, 6),
            List.of(1, 0, 3, 2),
            List.of(new ClassProbability(0, "tench", 0.25f)),
            List.of(new ScanScript.Layer("conv1", 2, 1, 3, 0, 0.5, 127.5, 0)),
            "eJwDAAAAAAE=");

    assertThat(new String(script.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "phosphene.scan({\"format\":1,\"photo\":\"a \\\"b\\\".jpg\",\"network\":\"toy\","
                + "\"input\":[4,6],\"square\":[1,0,3,2],"
                + "\"classes\":[{\"index\":0,\"name\":\"tench\",\"probability\":0.25}],"
                + "\"layers\":[{\"name\":\"conv1\",\"channels\":2,\"height\":1,\"width\":3,"
                + "\"offset\":0,\"scale\":0.5,\"maximum\":127.5}],"
                + "\"activations\":\"eJwDAAAAAAE=\"});\n");
  }

  @Deterministic
  @Test
  void bytesArePackedWithZlib() throws DataFormatException {
    byte[] bytes = {0, 0, 0, 7, 7, 7, -1};
    Inflater inflater = new Inflater();
    inflater.setInput(Base64.getDecoder().decode(ScanScript.packed(bytes)));
    byte[] read = new byte[bytes.length];

    assertThat(inflater.inflate(read)).isEqualTo(bytes.length);
    assertThat(inflater.finished()).isTrue();
    assertThat(read).isEqualTo(bytes);
    inflater.end();
  }
}
