package lantian.obd.log;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lantian.obd.frame.Frame;
import lantian.obd.packet.Profile;

/**
 * Body of a log document (日志正文): {@code u16 rows}, the connection rows, then the frames.
 *
 * <p>A row is {@code id u64, listener u8, profile u8, flags u8 (1 TLS), address u8+text, iccid
 * u8+text}; a frame is {@code row u16, mark u8, offset u32 (ms after the batch), length u16,
 * bytes}.
 */
final class LogBody {
  /** Bytes before the frame itself. */
  static final int FRAME_HEAD = 9;

  static final int ROWS_HEAD = 2;
  private static final int ROW_LEAST = 13;
  private static final int TEXT = 255;

  /** Longest row of a connection, bytes. */
  static final int LONGEST_ROW = ROW_LEAST + 2 * TEXT;

  private static final int TLS = 1;

  /** A profile's place is its code on disk: only ever append. */
  private static final List<Profile> PROFILES =
      List.of(Profile.GB17691, Profile.HJ1239, Profile.PLATFORM, Profile.DRAFT2019);

  private LogBody() {}

  /** The row of a connection; texts are cut at 255 bytes. */
  static byte[] row(Connection connection) {
    byte[] address = text(connection.address());
    byte[] iccid = text(connection.iccid());
    return ByteBuffer.allocate(ROW_LEAST + address.length + iccid.length)
        .putLong(connection.id())
        .put((byte) connection.listener())
        .put((byte) PROFILES.indexOf(connection.profile()))
        .put((byte) (connection.tls() ? TLS : 0))
        .put((byte) address.length)
        .put(address)
        .put((byte) iccid.length)
        .put(iccid)
        .array();
  }

  /**
   * Reads a body; the frames of the batch are views on the array.
   *
   * @param key position of the batch, index 0
   * @param at receive time of the batch, epoch milliseconds
   * @param count number of frames
   * @param body the bytes from position to limit, backed by an array
   * @throws DamagedLogException if they are not a whole body with that many frames
   */
  static LogBatch read(LogPosition key, long at, int count, ByteBuffer body) {
    try {
      Connection[] rows = rows(body);
      List<LogEntry> entries = new ArrayList<>(Math.min(count, body.remaining() / FRAME_HEAD + 1));
      for (int index = 0; index < count; index++) {
        entries.add(entry(key, index, at, rows, body));
      }
      if (body.hasRemaining()) {
        throw damage(key, body.remaining() + " bytes behind the last frame");
      }
      return new LogBatch(key.writer(), key.lane(), key.sequence(), entries);
    } catch (BufferUnderflowException e) {
      throw damage(key, "the body ends too early");
    }
  }

  private static Connection[] rows(ByteBuffer in) {
    Connection[] rows = new Connection[Short.toUnsignedInt(in.getShort())];
    for (int i = 0; i < rows.length; i++) {
      long id = in.getLong();
      int listener = in.get() & 0xFF;
      int profile = in.get() & 0xFF;
      int flags = in.get() & 0xFF;
      if (profile >= PROFILES.size()) {
        throw new DamagedLogException("profile code " + profile + " in a connection row");
      }
      rows[i] =
          new Connection(
              id, listener, PROFILES.get(profile), (flags & TLS) != 0, text(in), text(in));
    }
    return rows;
  }

  private static LogEntry entry(
      LogPosition key, int index, long at, Connection[] rows, ByteBuffer in) {
    int row = Short.toUnsignedInt(in.getShort());
    int mark = in.get() & 0xFF;
    long received = at + Integer.toUnsignedLong(in.getInt());
    int length = Short.toUnsignedInt(in.getShort());
    if (row >= rows.length) {
      throw damage(key, "frame " + index + " names row " + row + " of " + rows.length);
    }
    if (length < Frame.OVERHEAD || length > in.remaining()) {
      throw damage(key, "frame " + index + " of " + length + " bytes, " + in.remaining() + " left");
    }
    Frame frame = new Frame(in.array(), in.arrayOffset() + in.position(), length);
    in.position(in.position() + length);
    LogPosition position = new LogPosition(key.writer(), key.lane(), key.sequence(), index);
    return new LogEntry(position, received, rows[row], mark, frame);
  }

  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length <= TEXT ? bytes : java.util.Arrays.copyOf(bytes, TEXT);
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.get() & 0xFF];
    in.get(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static DamagedLogException damage(LogPosition key, String what) {
    return new DamagedLogException("log batch " + key.text() + ": " + what);
  }
}
