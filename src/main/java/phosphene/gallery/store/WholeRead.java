package phosphene.gallery.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.S3AInputStream;

/** An object as it is read: whole, or with an error. Nothing else opens a stream of a store. */
record WholeRead(FileSystem files, Path path) {
  /** What is done with the bytes of an object; it reads them to the end, or has had enough. */
  interface Reading<T> {
    T of(InputStream in) throws IOException;
  }

  /**
   * Reads it to its end, if need be several times.
   *
   * @throws EOFException if the store gives less of it than it says there is
   */
  <T> T all(Reading<T> reading) throws IOException {
    return Attempt.firmly(() -> read(reading, Long.MAX_VALUE));
  }

  /**
   * Its first bytes.
   *
   * @param most how many at most
   * @throws EOFException if the store gives less
   */
  byte[] first(int most) throws IOException {
    return Attempt.firmly(() -> read(in -> in.readNBytes(most), most));
  }

  private <T> T read(Reading<T> reading, long most) throws IOException {
    long there = length();
    try (FSDataInputStream in = files.open(path)) {
      T read = reading.of(in);
      long missing = Math.min(most, told(in, there)) - in.getPos();
      if (missing > 0) {
        throw new EOFException("the store's answer ended " + missing + " bytes early");
      }
      return read;
    }
  }

  /** As the store says; S3A asks it when it opens a stream, so it is not asked twice. */
  private long length() throws IOException {
    return files instanceof S3AFileSystem ? -1 : files.getFileStatus(path).getLen();
  }

  /** S3A takes an answer that broke off before it said its length for the whole object. */
  private long told(FSDataInputStream in, long there) throws IOException {
    if (there >= 0) {
      return there;
    }
    return in.getWrappedStream() instanceof S3AInputStream s3
        ? s3.getPos() + s3.remainingInFile()
        : files.getFileStatus(path).getLen(); // of another kind of its streams
  }
}
