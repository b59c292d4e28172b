package phosphene.primer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Images of an emblem: one, 45 to 100 % of the image, or two to four smaller ones, on a backdrop.
 *
 * @param turn the largest turn either way, radians
 */
record Staging(double turn, Function<RandomChoices, Emblem> design) implements Painting {
  private static final double[][] CORNERS = {{-1, -1}, {1, 1}, {1, -1}, {-1, 1}};

  @Override
  public void on(Canvas canvas, RandomChoices random) {
    int copies = random.chance(0.7) ? 1 : 2 + random.upTo(2);
    List<Emblem> emblems = new ArrayList<>();
    emblems.add(design.apply(random));
    boolean alike = random.chance(0.6);
    while (emblems.size() < copies) {
      emblems.add(alike ? emblems.get(0) : design.apply(random));
    }
    Backdrop.paint(canvas, random, emblems.stream().map(Emblem::main).toArray(Rgb[]::new));
    int first = 2 * random.upTo(1);
    for (int i = 0; i < copies; i++) {
      Pose pose = copies == 1 ? alone(random) : amongOthers(random, copies, first + i);
      emblems.get(i).dressed(random).paint(canvas, random.chance(0.5) ? pose : pose.mirrored());
    }
  }

  private Pose alone(RandomChoices random) {
    double size = random.between(0.45, 0.98);
    double room = 1.05 - size;
    return Pose.of(random, random.within(room), random.within(room), size, turn);
  }

  /** In a corner; two are in opposite corners and may be larger. */
  private Pose amongOthers(RandomChoices random, int copies, int corner) {
    double x = 0.48 * CORNERS[corner % 4][0] + random.within(0.06);
    double y = 0.48 * CORNERS[corner % 4][1] + random.within(0.06);
    return Pose.of(random, x, y, random.between(0.4, copies == 2 ? 0.52 : 0.47), turn);
  }
}
