package phosphene.network.read.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.network.read.torch.SafetensorsWriter.Floats;

/** Pickles are told by what they hold, and never read. */
class PickleTest {
  @TempDir Path folder;

  @Test
  void picklesAreToldByTheirContent() throws IOException {
    // torch.save of today, and of before 1.6 (the pickle of its magic number).
    assertThat(Pickle.is(zip("a.pth", "archive/data.pkl"))).isTrue();
    assertThat(Pickle.is(zip("a.bin", "data.pkl"))).isTrue();
    assertThat(Pickle.is(bytes("a.pt", 0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc))).isTrue();
    assertThat(Pickle.is(bytes("a.pkl", 0x80, 0x04, 0x95, 0x10))).isTrue();
  }

  @Test
  void otherFilesAreNone() throws IOException {
    assertThat(Pickle.is(zip("a.npz", "conv1_w.npy"))).isFalse();
    assertThat(Pickle.is(bytes("a.pth", 0x80, 0x0b, 0x00, 0x00))).isFalse();
    assertThat(Pickle.is(bytes("b.pth"))).isFalse();
    assertThat(Pickle.is(bytes("c.pth", 'P', 'K', 3, 4))).isFalse();
    Path file =
        SafetensorsWriter.write(
            folder.resolve("d.pth"), Map.of("w", new Floats(List.of(), new float[1])));
    assertThat(Pickle.is(file)).isFalse();
  }

  @Test
  void theRefusalIsWhatToType() {
    assertThat(Pickle.refusal(Path.of("/models/resnet50.v2.pth")))
        .isEqualTo(
            """
            it is a pickle of PyTorch, which can run any program when it is loaded, and is never \
            read. Make a safetensors file of it in Python (after: import torch, safetensors.torch):
              weights = torch.load("resnet50.v2.pth", map_location="cpu", weights_only=True)
              safetensors.torch.save_file({k: v.clone() for k, v in weights.get("state_dict", \
            weights).items()}, "resnet50.v2.safetensors")
            or an ONNX file of the model that the weights were loaded into:
              torch.onnx.export(model.eval(), torch.zeros(1, 3, 224, 224), "resnet50.v2.onnx")""");
  }

  private Path zip(String name, String entry) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("archive/version"));
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(1);
    }
    return file;
  }

  private Path bytes(String name, int... values) throws IOException {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Files.write(folder.resolve(name), bytes);
  }
}
