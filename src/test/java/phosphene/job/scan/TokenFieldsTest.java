package phosphene.job.scan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;

import org.junit.jupiter.api.Test;
import phosphene.image.pixel.Area;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.ReceptiveFieldMap;
import phosphene.network.Regrid;
import phosphene.network.TokenGrid;
import phosphene.network.Window;

/** What a position of a transformer's layer sees of a photo. */
class TokenFieldsTest {
  private static final Architecture NET =
      network(
              32,
              1,
              node("patches", new Convolution(4, Window.of(8, 8, 0)), "input"),
              node("tokens", new Regrid(1, 16), "patches"),
              node("grid", new TokenGrid(0, 4, 4), "tokens"))
          .architecture();

  @Test
  void aPatchSeesItselfAndATokenTheWholeSquareOfThePhoto() {
    Area square = new Area(100, 0, 640, 640);
    ReceptiveFieldMap patches = requireNonNull(ReceptiveFieldMap.of(NET, 32, 32).get("patches"));
    assertThat(square.within(ScanFiles.seen(patches, 5), 32, 32))
        .isEqualTo(new Area(100 + 160, 160, 160, 160));
    for (String layer : new String[] {"tokens", "grid"}) {
      ReceptiveFieldMap field = requireNonNull(ReceptiveFieldMap.of(NET, 32, 32).get(layer));
      for (int position = 0; position < 16; position++) {
        assertThat(square.within(ScanFiles.seen(field, position), 32, 32)).isEqualTo(square);
      }
    }
  }
}
