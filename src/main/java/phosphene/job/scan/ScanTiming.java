package phosphene.job.scan;

import java.util.Collections;
import phosphene.engine.Engine;
import phosphene.gallery.index.ScanScript;
import phosphene.image.pixel.Raster;
import phosphene.job.run.NetworkSource;
import phosphene.network.Shape;
import phosphene.plan.ScanLayers;
import phosphene.scan.PhotoActivations;
import phosphene.scan.Scanner;
import phosphene.spec.ScanJob;

/** How fast a core of this machine scans, from two batches of one image. */
public final class ScanTiming {
  private ScanTiming() {}

  /** Seconds of a photo that has been read and decoded; takes some seconds. */
  public static double secondsPerPhoto(ScanLayers layers, ScanJob job, NetworkSource source) {
    Shape input = source.network().architecture().input();
    float[] planes = new float[3 * input.area()];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = 0.5f + i % 7 * 0.05f;
    }
    int batch = layers.batch(source.network().architecture());
    var squares = Collections.nCopies(batch, new Raster(input.width(), input.height(), planes));
    Scanner.Keep keep =
        job.neurons() == ScanJob.Neurons.KEPT ? Scanner.Keep.NEURONS : Scanner.Keep.FIGURES;
    try (Engine engine = source.engine();
        Scanner scanner = Scanner.open(engine, layers.names(), layers.classifier(), keep, batch)) {
      scanner.scan(squares); // a warm-up
      long begin = System.nanoTime();
      for (PhotoActivations excitation : scanner.scan(squares)) {
        excitation.neurons().ifPresent(kept -> ScanScript.packed(kept.values().bytes()));
      }
      return (System.nanoTime() - begin) / 1e9 / batch;
    }
  }
}
