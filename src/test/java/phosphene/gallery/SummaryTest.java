package phosphene.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import phosphene.gallery.Summary.Slot;
import phosphene.gallery.store.MemoryStore;

class SummaryTest {
  private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05.678Z");

  @Test
  void everyFigureHasItsUnitInItsName() throws IOException {
    assertThat(json(summary(Slot.CORE, Optional.of(new SlotPrice(0.5)))))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"job": "atlas", "network": "vgg19", "version": "1.0", "end": "finished",
                     "began_at": "2026-01-02T03:04:05Z", "ended_at": "2026-01-02T04:04:05Z",
                     "planned": 10, "rendered": 5, "dead": 1, "unchanged": 1, "skipped": 3, "failed": 3,
                     "failed_by_reason": {"internal": 1, "store": 2},
                     "failed_examples": {"internal": ["c.jpg conv1"],
                       "store": ["a.jpg conv1", "b.jpg conv1"]},
                     "films": 4, "films_failed": 2, "sheets_failed": 3, "bytes_written": 47000,
                     "wall_seconds": 3600.0, "rendering_seconds": 1800.0,
                     "slot": "core", "slot_hours": 2.0, "core_hours": 4.0, "gpu_hours": 0.0,
                     "tflop": 900.0, "gflop_per_second": 500.0, "gflop_per_second_of_a_slot": 125.0,
                     "slowest": [{"what": "block4_conv1/7", "seconds": 12.5, "device": "cpu"}],
                     "dollars_per_slot_hour": 0.5, "dollars": 1.0}
                    """));
  }

  @Test
  void hoursOfCardsAreToldApart() throws IOException {
    JsonNode json = json(summary(Slot.GPU, Optional.empty()));

    assertThat(json.get("slot").asText()).isEqualTo("gpu");
    assertThat(json.get("gpu_hours").asDouble()).isEqualTo(2);
    assertThat(json.get("core_hours").asDouble()).isEqualTo(4);
    assertThat(json.has("dollars")).as("nobody named a price").isFalse();
    assertThat(json.has("dollars_per_slot_hour")).isFalse();
  }

  @Test
  void aRunThatDidNothingHasNoSpeed() {
    Summary.Effort none = new Summary.Effort(0, 0, 0, 1, Slot.CORE, 0);

    assertThat(none.gflops()).isZero();
    assertThat(none.gflopsOfSlot()).isZero();
  }

  @Test
  void theGalleryHoldsIt() throws IOException {
    MemoryStore store = new MemoryStore();
    Summary summary = summary(Slot.CORE, Optional.empty());

    summary.write(store);

    byte[] bytes = store.find("summary.json").orElseThrow();
    assertThat(new ObjectMapper().readTree(bytes)).isEqualTo(json(summary));
  }

  private static Summary summary(Slot slot, Optional<SlotPrice> tariff) {
    return new Summary(
        new Summary.Run(
            "atlas", "vgg19", "1.0", Summary.End.FINISHED, BEGAN, BEGAN.plusSeconds(3600)),
        new Summary.Counts(
            10,
            5,
            1,
            1,
            Map.of("store", 2L, "internal", 1L),
            47_000,
            4,
            2,
            3,
            new Summary.Skipped(3, List.of("a.txt"))),
        new Summary.Effort(3600, 1800, 7200, 2, slot, 9e14),
        List.of(new Summary.Slow("block4_conv1/7", 12.5, "cpu")),
        Map.of("store", List.of("a.jpg conv1", "b.jpg conv1"), "internal", List.of("c.jpg conv1")),
        tariff);
  }

  private static JsonNode json(Summary summary) throws IOException {
    return new ObjectMapper().readTree(summary.json());
  }
}
