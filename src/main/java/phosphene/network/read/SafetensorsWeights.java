package phosphene.network.read;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.read.torch.NodeParameters;
import phosphene.network.read.torch.StateDict;

/**
 * Weights in a safetensors file under this project's own names: {@code <layer>.weight} (filters x
 * channels x height x width; outputs x inputs) and {@code <layer>.bias}.
 */
final class SafetensorsWeights implements WeightFile {
  private final StateDict dict;

  SafetensorsWeights(StateDict dict) {
    this.dict = dict;
  }

  @Override
  public Set<String> held(Set<String> wanted) {
    return wanted.stream()
        .filter(layer -> NodeParameters.of(layer).names().stream().anyMatch(dict.names()::contains))
        .collect(Collectors.toSet());
  }

  @Override
  public List<String> strangers(Set<String> wanted) {
    Set<String> known =
        wanted.stream()
            .flatMap(layer -> NodeParameters.of(layer).names().stream())
            .collect(Collectors.toSet());
    return dict.names().stream().filter(name -> !known.contains(name)).toList();
  }

  @Override
  public Weights weights(String layer, List<Integer> kernel, Shape input) throws IOException {
    return NodeParameters.of(layer).read(dict, kernel);
  }

  @Override
  public void close() throws IOException {
    dict.close();
  }
}
