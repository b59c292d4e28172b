package phosphene.image.exif;

import java.util.Set;

/**
 * What of EXIF may be shown to anybody: the tags that tell with what, how and when a photo was
 * taken, written anew, so that nothing else is left between them.
 *
 * <p>Left out are all others, known or not: places (GPS, ambient pressure, time zones), names
 * (Artist, CameraOwnerName, Photographer, HostComputer, XPAuthor), serial numbers of bodies and
 * lenses, unique identifiers, makers' notes, which hold all of these, and texts in which anything
 * may be written (ImageDescription, UserComment, XPTitle, XPComment, XPKeywords, XPSubject). A
 * copyright notice is made to go with the picture, and stays.
 */
final class SafeExif {
  private static final int EXIF = 0x8769;

  /** Make, model, orientation, resolution (three), software, time, position of YCbCr, copyright. */
  private static final Set<Integer> FIRST =
      Set.of(0x10f, 0x110, 0x112, 0x11a, 0x11b, 0x128, 0x131, 0x132, 0x213, 0x8298, EXIF);

  private static final Set<Integer> PHOTO =
      Set.of(
          0x829a, // exposure time
          0x829d, // f number
          0x8822, // exposure program
          0x8827, // sensitivity, and what kind of it, six tags
          0x8830, 0x8831, 0x8832, 0x8833, 0x8834, 0x8835, 0x9000, // version of EXIF
          0x9003, // taken when
          0x9004, // digitized when
          0x9101, // order of the colors
          0x9201, // shutter speed
          0x9202, // aperture
          0x9203, // brightness
          0x9204, // exposure bias
          0x9205, // largest aperture
          0x9206, // distance of the subject
          0x9207, // metering
          0x9208, // light source
          0x9209, // flash
          0x920a, // focal length
          0x9290, // parts of a second, of three times
          0x9291, 0x9292, 0xa000, // version of FlashPix
          0xa001, // color space
          0xa002, // size
          0xa003, 0xa217, // kind of sensor
          0xa300, // kind of source
          0xa301, // kind of scene
          0xa401, // processed or not
          0xa402, // exposure mode
          0xa403, // white balance
          0xa404, // digital zoom
          0xa405, // focal length on 35 mm film
          0xa406, // kind of scene that was set
          0xa407, // gain
          0xa408, // contrast
          0xa409, // saturation
          0xa40a, // sharpness
          0xa40c, // range of the subject's distance
          0xa432, // focal lengths of the lens
          0xa433, // maker of the lens
          0xa434); // model of the lens

  private static final TiffExif.Choice CHOICE =
      new TiffExif.Choice(FIRST::contains, PHOTO::contains);

  private SafeExif() {}

  /** The block with these tags alone; empty if there is none of them, or the block is broken. */
  static byte[] of(byte[] exif) {
    return TiffExif.chosen(exif, CHOICE);
  }
}
