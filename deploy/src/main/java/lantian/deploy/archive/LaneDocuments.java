package lantian.deploy.archive;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.bson.ByteBuf;
import org.bson.RawBsonDocument;

/** A file of log documents (归档文档流): BSON documents one behind the other, gzip. */
final class LaneDocuments {
  private static final int BUFFER = 256 << 10;

  /** The database holds none that is greater. */
  private static final int MOST = 17 << 20;

  private LaneDocuments() {}

  /** Bytes of a document as they are stored. */
  static byte[] bytes(RawBsonDocument document) {
    ByteBuf buffer = document.getByteBuffer();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Writes a file; used by one thread. */
  static final class Writer implements AutoCloseable {
    private final FileChannel channel;
    private final GZIPOutputStream zip;
    private final OutputStream out;

    Writer(Path file) throws IOException {
      channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      zip = new GZIPOutputStream(Channels.newOutputStream(channel), BUFFER);
      out = new BufferedOutputStream(zip, BUFFER);
    }

    void add(byte[] document) throws IOException {
      out.write(document);
    }

    /** Ends the file and forces it to the disk. */
    void end() throws IOException {
      out.flush();
      zip.finish();
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Reads a file; used by one thread. */
  static final class Reader implements AutoCloseable {
    private final DataInputStream in;

    Reader(Path file) throws IOException {
      InputStream raw = Files.newInputStream(file);
      try {
        in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER));
      } catch (IOException e) {
        raw.close();
        throw e;
      }
    }

    /**
     * The next document; an empty array behind the last.
     *
     * @throws IOException if the file is cut off or damaged
     */
    byte[] next() throws IOException {
      int low = in.read();
      if (low < 0) {
        return new byte[0];
      }
      byte[] head = {(byte) low, in.readByte(), in.readByte(), in.readByte()};
      int length = Integer.reverseBytes(ByteBuffer.wrap(head).getInt());
      if (length < 5 || length > MOST) {
        throw new IOException("a document of " + length + " bytes");
      }
      byte[] document = new byte[length];
      System.arraycopy(head, 0, document, 0, head.length);
      in.readFully(document, head.length, length - head.length);
      if (document[length - 1] != 0) {
        throw new EOFException("a document without its end");
      }
      return document;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
