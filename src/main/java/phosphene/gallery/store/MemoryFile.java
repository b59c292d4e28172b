package phosphene.gallery.store;

import java.io.ByteArrayInputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file in memory. */
public record MemoryFile(byte[] bytes) implements InputFile {
  @Override
  public long getLength() {
    return bytes.length;
  }

  @Override
  public SeekableInputStream newStream() {
    Window window = new Window(bytes);
    return new DelegatingSeekableInputStream(window) {
      @Override
      public long getPos() {
        return window.position();
      }

      @Override
      public void seek(long position) {
        window.seek(position);
      }
    };
  }

  /** Bytes with a place to read at. */
  private static final class Window extends ByteArrayInputStream {
    Window(byte[] bytes) {
      super(bytes);
    }

    synchronized long position() {
      return pos;
    }

    synchronized void seek(long position) {
      pos = Math.toIntExact(position);
    }
  }
}
