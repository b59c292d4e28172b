package phosphene.primer;

import java.util.Locale;

/**
 * A trained primer and what it can do.
 *
 * @param confusion of the held-out images, with the weights as stored
 * @param sha256 of the weight file
 * @param bytes of the weight file
 */
public record TrainedPrimer(TrainingPlan plan, Confusion confusion, String sha256, int bytes) {
  /** The share of right answers on the held-out images, 0..1. */
  public double accuracy() {
    return confusion.accuracy();
  }

  /** The confusion table, a line a class. */
  public String table() {
    return confusion.table();
  }

  /** The model card, as Markdown. */
  String card() {
    return String.format(
        Locale.ROOT,
        """
        # The primer

        A small VGG-style network (eight 3x3 convolutions in four blocks, global average pooling, softmax) that tells
        %d classes of shapes and colours apart. It comes with Phosphene, so that the first command needs no download.

        | | |
        |---|---|
        | made by | `./phosphene train-primer --seed %d --images %d` |
        | plan | %s |
        | data | pictures of 64x64 RGB that the command paints from its seed; no photograph, no outside data |
        | augmentation | noise, contrast, brightness and tint, a flat patch over a part; none for the last 15 %% of the pictures |
        | held-out accuracy | %.1f %% of %,d pictures from a seed that no training draws from |
        | weights | primer.npz, 16-bit floats, %,d bytes |
        | SHA-256 | %s |

        It knows nothing of photographs; it is made for being looked into. Native threads change the last bits of its
        training (OMP_NUM_THREADS, 2 unless set); with their number the same, a seed gives the same bytes.

        ```
        %s```
        """,
        confusion.names().size(),
        plan.seed().value(),
        plan.images(),
        plan.text(),
        100 * accuracy(),
        confusion.images(),
        bytes,
        sha256,
        confusion.table());
  }
}
