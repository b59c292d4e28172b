package phosphene.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the ascent maximizes for each unit.
 *
 * @param kind which values of the unit count
 * @param sign whether they are maximized or minimized
 * @param tap whether they are read before or after the layer's nonlinearity
 */
public record Objective(Kind kind, Sign sign, Tap tap) {

  /**
   * Which values count: one record for each kind, by the names in {@link Variants}. Where {@code
   * phosphene.ascent} puts them on a device, docs/objectives.md says what each is for.
   */
  public sealed interface Kind {
    /** How many pictures a tile has, side by side. */
    default int pictures() {
      return 1;
    }

    /** True if the layers are said by the network or by the kind itself, and not by the job. */
    default boolean namesLayer() {
      return false;
    }

    /** How many images pass the network for a tile: its pictures, and photos beside them. */
    default int images() {
      return pictures();
    }

    /** True if one channel of the layer is read and no other. */
    default boolean single() {
      return false;
    }

    /** The layers that its images pass to, for a unit of a layer. */
    default List<String> reads(String layer) {
      return List.of(layer);
    }

    /** The files that it reads: paths or URIs. */
    default List<String> files() {
      return List.of();
    }

    /** True if its units are channels of their layer: not rows of an array, and not photos. */
    default boolean countsChannels() {
      return true;
    }

    /** True if its pictures begin with a photo, not with noise. */
    default boolean beginsWithPhoto() {
      return false;
    }

    /** True if it can be lowered too. */
    default boolean lowers() {
      return true;
    }

    /** Where the values are read if a job does not say it. */
    default Tap usualTap() {
      return Tap.PRE;
    }

    /** The mean of the channel over all positions (lucid, optvis/objectives.py: channel). */
    record Channel() implements Kind {
      @Override
      public boolean single() {
        return true;
      }
    }

    /**
     * The channel at one position of its map (lucid, optvis/objectives.py: neuron).
     *
     * @param x share of the map's width that is left of the position, 0..1: 0.5 is the centre, for
     *     a width w the column {@code floor(x w)}, 1 the last
     * @param y the same of its height, from above
     */
    record Neuron(double x, double y) implements Kind {
      private static final double MIDDLE = 0.5;

      public Neuron {
        Require.between("objective.neuron.x", x, 0, 1);
        Require.between("objective.neuron.y", y, 0, 1);
      }

      @Override
      public boolean single() {
        return true;
      }

      /** The position in the middle. */
      public static Neuron center() {
        return new Neuron(MIDDLE, MIDDLE);
      }
    }

    /**
     * The logit of a class, the input of the softmax (lucid, optvis/objectives.py: class_logit).
     */
    record Logit() implements Kind {
      @Override
      public boolean single() {
        return true;
      }

      @Override
      public boolean namesLayer() {
        return true;
      }
    }

    /**
     * A direction among the channels of a layer, at every position (lucid, optvis/objectives.py:
     * direction; xplique, features_visualizations/objectives.py: direction). The units are the rows
     * of an array, or one unit: the mean activation of photos.
     *
     * @param file an .npy, an .npz or a safetensors file; empty with photos
     * @param name of the array in it; may be left out where there is only one
     * @param photos empty with a file
     * @param power of the cosine that the dot product is multiplied with, 0 to 8; 0: the dot
     *     product alone
     */
    record Direction(
        Optional<String> file,
        Optional<String> name,
        List<String> photos,
        String layer,
        Measure measure,
        double power)
        implements Kind {
      public Direction {
        photos = List.copyOf(photos);
        Require.named("objective.direction.layer", layer);
        file.ifPresent(place -> Require.place("objective.direction.file", place));
        photos.forEach(place -> Require.place("objective.direction.photos", place));
        Require.between("objective.direction.power", power, 0, 8);
        if (file.isPresent() == !photos.isEmpty()) {
          throw Require.invalid(
              "objective.direction.file", file.orElse("none"), "given, or else photos");
        }
        if (name.isPresent() && file.isEmpty()) {
          throw Require.invalid(
              "objective.direction.name", name.get(), "that of an array of a file");
        }
      }

      @Override
      public boolean countsChannels() {
        return false;
      }

      @Override
      public boolean namesLayer() {
        return true;
      }

      @Override
      public List<String> files() {
        return file.map(List::of).orElse(photos);
      }

      @Override
      public Tap usualTap() {
        return Tap.POST;
      }
    }

    /** How far activations go in a direction. */
    enum Measure {
      /** Dot product times a power of the cosine, which is at least 0.1 there. */
      DOT,
      /** The cosine alone. */
      COSINE
    }

    /**
     * Several units at once in one picture, weighed as in dreams and flights: a weight is a share
     * of the gradient.
     *
     * @param mixes at least one; the tile of each is that of its deepest unit
     */
    record Joint(List<Mix> mixes) implements Kind {
      public Joint {
        mixes = List.copyOf(mixes);
        if (mixes.isEmpty()) {
          throw Require.invalid("objective.joint", "[]", "at least one mix of units");
        }
      }

      @Override
      public boolean namesLayer() {
        return true;
      }

      @Override
      public List<String> reads(String layer) {
        return mixes.stream()
            .flatMap(mix -> mix.terms().stream())
            .map(Mix.Term::layer)
            .distinct()
            .toList();
      }
    }

    /**
     * Several pictures of a channel that differ from each other: the similarity of their Gram
     * matrices is held down (Olah et al., Feature Visualization, 2017; lucid, optvis/objectives.py:
     * diversity).
     *
     * @param pictures 2..16
     * @param weight of the similarity's gradient against the channel's, more than 0
     */
    record Diversity(int pictures, double weight) implements Kind {
      public Diversity {
        Require.between("objective.diversity.pictures", pictures, 2, 16);
        Require.positive("objective.diversity.weight", weight);
      }
    }

    /**
     * Pictures from one channel to another, which share their coarse structure (lucid,
     * optvis/objectives.py: channel_interpolate; recipes/image_interpolation_params.py).
     *
     * @param to the unit of the last picture
     * @param pictures 2..16
     */
    record Interpolation(Mix.Term to, int pictures) implements Kind {
      public Interpolation {
        Require.between("objective.interpolation.pictures", pictures, 2, 16);
      }

      @Override
      public List<String> reads(String layer) {
        return Stream.of(layer, to.layer()).distinct().toList();
      }
    }

    /**
     * A photo in which all that it excites in a layer is raised (lucid, recipes/caricature.py): the
     * units are the photos.
     *
     * @param power of the cosine, 0 to 8
     */
    record Caricature(List<String> photos, double power) implements Kind {
      public Caricature {
        photos = List.copyOf(photos);
        requirePhotos("objective.caricature.photos", photos);
        Require.between("objective.caricature.power", power, 0, 8);
      }

      @Override
      public boolean countsChannels() {
        return false;
      }

      @Override
      public boolean beginsWithPhoto() {
        return true;
      }

      @Override
      public int images() {
        return 2;
      }

      @Override
      public List<String> files() {
        return photos;
      }

      @Override
      public boolean lowers() {
        return false;
      }

      @Override
      public Tap usualTap() {
        return Tap.POST;
      }
    }

    /**
     * A photo in which one unit is raised, held to the photo by its activations at a layer (Hamblin
     * et al., Feature Accentuation, 2024; arXiv:2402.10039).
     *
     * @param layer whose activations, after the nonlinearity, are to stay those of the photo
     * @param weight of that, more than 0: at 1 it outweighs the unit as soon as the activations are
     *     as far from the photo's as those are from 0
     */
    record Accentuation(String photo, String layer, double weight) implements Kind {
      public Accentuation {
        Require.place("objective.accentuation.photo", photo);
        Require.named("objective.accentuation.layer", layer);
        Require.positive("objective.accentuation.weight", weight);
      }

      @Override
      public boolean beginsWithPhoto() {
        return true;
      }

      @Override
      public int images() {
        return 2;
      }

      @Override
      public List<String> files() {
        return List.of(photo);
      }

      @Override
      public List<String> reads(String unit) {
        return Stream.of(unit, layer).distinct().toList();
      }
    }

    /**
     * The picture, from noise, whose activations at a layer are those of a photo (Mahendran and
     * Vedaldi, 2015; arXiv:1412.0035): the units are the photos.
     */
    record Inversion(List<String> photos) implements Kind {
      public Inversion {
        photos = List.copyOf(photos);
        requirePhotos("objective.inversion.photos", photos);
      }

      @Override
      public boolean countsChannels() {
        return false;
      }

      @Override
      public int images() {
        return 2;
      }

      @Override
      public List<String> files() {
        return photos;
      }

      @Override
      public boolean lowers() {
        return false;
      }

      @Override
      public Tap usualTap() {
        return Tap.POST;
      }
    }

    private static void requirePhotos(String key, List<String> photos) {
      photos.forEach(place -> Require.place(key, place));
      if (photos.isEmpty()) {
        throw Require.invalid(key, "[]", "at least one photo");
      }
    }
  }

  public Objective {
    if (sign == Sign.NEGATIVE && !kind.lowers()) {
      throw Require.invalid("negative", "true", "false with " + Variants.OBJECTIVES.name(kind));
    }
  }

  /** The direction of the ascent. */
  public enum Sign {
    POSITIVE,
    NEGATIVE
  }

  /** The mean of a channel before its ReLU, maximized. */
  public static Objective standard() {
    return new Objective(new Kind.Channel(), Sign.POSITIVE, Tap.PRE);
  }

  /** What a gradient of what is to be maximized is multiplied with: 1 or -1. */
  public int factor() {
    return sign == Sign.POSITIVE ? 1 : -1;
  }

  /**
   * The objective that {@code text} describes by the keys {@code objective}, {@code negative} and
   * {@code tap} of a job file: YAML, or what {@link #json} writes.
   *
   * @param name of the text in messages
   * @throws SpecException if the text is no objective; the message begins with {@code name:line}
   */
  public static Objective read(String name, String text) {
    return ObjectiveForm.read(Section.of("", Yaml.read(name, text), ObjectiveForm.KEYS));
  }

  /** What it is called in job files. */
  public String name() {
    return Variants.OBJECTIVES.name(kind);
  }

  /** As {@link #json}, without the names of files: what is in them counts. */
  public String identity() {
    return Json.text(ObjectiveForm.identity(this));
  }

  /** This objective as one line of canonical JSON. */
  public String json() {
    return Json.text(ObjectiveForm.write(this));
  }
}
