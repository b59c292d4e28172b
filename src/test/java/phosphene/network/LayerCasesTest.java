package phosphene.network;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.network.PlainForward.named;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import phosphene.network.PlainForward.Tensor;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Elementary;

/** That nothing is left out of what the laws hold for. */
class LayerCasesTest {
  @Test
  void everyLayerHasACase() {
    assertThat(classes(LayerCases.layers().stream().map(each -> each.target().layer())))
        .containsExactlyInAnyOrder(Layer.class.getPermittedSubclasses());
  }

  @Test
  void everyNonlinearityHasACase() {
    Set<Activation> seen =
        ActivationCases.all().stream()
            .map(each -> each.target().activation())
            .collect(Collectors.toSet());

    assertThat(classes(seen.stream()))
        .containsExactlyInAnyOrder(Activation.class.getPermittedSubclasses());
    assertThat(seen).containsAll(Arrays.asList(Elementary.values()));
  }

  /** An enum constant with a body is of a class of its own. */
  private static Set<Class<?>> classes(Stream<?> things) {
    return things
        .map(
            thing ->
                thing instanceof Enum<?> constant ? constant.getDeclaringClass() : thing.getClass())
        .collect(Collectors.toSet());
  }

  @Test
  void everyCaseHasANameOfItsOwn() {
    assertThat(LayerCases.all().map(LayerCase::name)).doesNotHaveDuplicates();
  }

  /** Where a case has no gradient, or values that are no numbers, a law would hold by itself. */
  @Test
  void everyCaseHasValues() {
    LayerCases.all()
        .forEach(
            each -> {
              Map<String, Tensor> values = new PlainGradient(each.network(), 1).values().post();
              assertThat(DoubleStream.of(named(values, LayerCase.AFTER).values()))
                  .as(each.name())
                  .allMatch(Double::isFinite);
            });
  }
}
