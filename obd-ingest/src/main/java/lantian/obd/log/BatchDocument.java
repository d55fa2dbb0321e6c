package lantian.obd.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import lantian.proto.Sm3;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.RawBsonDocument;

/**
 * A log document as bytes (日志文档), written by hand because every frame goes through it.
 *
 * <p>{@code _id} 13 bytes, {@code at} Date, {@code n} int, {@code prev} and {@code hash} 32 bytes,
 * {@code body}; {@code hash} = SM3({@code _id} ‖ {@code prev} ‖ at ms u64 ‖ n u32 ‖ {@code body}).
 *
 * @param key position of the batch, its index is 0
 * @param at receive time, epoch milliseconds
 * @param count number of frames
 * @param prev hash of the batch before, zeros for the first of a lane
 * @param hash hash of this one
 * @param body the body, from position to limit of an array-backed buffer
 */
record BatchDocument(
    LogPosition key, long at, int count, byte[] prev, byte[] hash, ByteBuffer body) {
  static final int KEY = 13;
  private static final byte BINARY = 0x05;
  private static final byte DATE = 0x09;
  private static final byte INT = 0x10;

  /** Bytes of a document besides its body: length, six fields, closing byte. */
  private static final int FRAME =
      4
          + field("_id", 5 + KEY)
          + field("at", 8)
          + field("n", 4)
          + field("prev", 5 + Sm3.LENGTH)
          + field("hash", 5 + Sm3.LENGTH)
          + field("body", 5)
          + 1;

  /** The key of a batch: writer, lane and sequence, big-endian. */
  static byte[] key(int writer, int lane, long sequence) {
    return ByteBuffer.allocate(KEY).putInt(writer).put((byte) lane).putLong(sequence).array();
  }

  /** The sequence that a stored document stands under. */
  static long sequence(BsonDocument stored) {
    byte[] id = stored.getBinary("_id").getData();
    if (id.length != KEY) {
      throw new DamagedLogException("a log key of " + id.length + " bytes");
    }
    return ByteBuffer.wrap(id, KEY - Long.BYTES, Long.BYTES).getLong();
  }

  /** Assembles the document of what a lane has gathered. */
  static BatchDocument of(LogPosition key, byte[] prev, Gathering gathering) {
    byte[] bytes = new byte[FRAME + gathering.size()];
    ByteBuffer body = ByteBuffer.wrap(bytes, bytes.length - 1 - gathering.size(), gathering.size());
    gathering.writeTo(body.duplicate());
    byte[] hash = hash(key, prev, gathering.at(), gathering.count(), body);
    BatchDocument document =
        new BatchDocument(key, gathering.at(), gathering.count(), prev, hash, body);
    document.writeFields(bytes);
    return document;
  }

  /** Reads a stored document. Throws {@link DamagedLogException} if it has another form. */
  static BatchDocument of(BsonDocument stored) {
    try {
      byte[] id = stored.getBinary("_id").getData();
      if (id.length != KEY) {
        throw new DamagedLogException("a log key of " + id.length + " bytes");
      }
      ByteBuffer in = ByteBuffer.wrap(id);
      LogPosition key = new LogPosition(in.getInt(), in.get() & 0xFF, in.getLong(), 0);
      return new BatchDocument(
          key,
          stored.getDateTime("at").getValue(),
          stored.getInt32("n").getValue(),
          stored.getBinary("prev").getData(),
          stored.getBinary("hash").getData(),
          ByteBuffer.wrap(stored.getBinary("body").getData()));
    } catch (BsonInvalidOperationException e) {
      throw new DamagedLogException("a log document lacks a field: " + e.getMessage());
    }
  }

  /** The document as the driver sends it, only of one assembled here. */
  @SuppressWarnings("ByteBufferBackingArray") // the array is the whole document by intention
  RawBsonDocument bson() {
    return new RawBsonDocument(body.array());
  }

  /** The batch with its frames, which are views on the body's array. */
  LogBatch batch() {
    return LogBody.read(key, at, count, body.duplicate());
  }

  /** The hash that belongs to this content at this position. */
  byte[] computedHash() {
    return hash(key, prev, at, count, body);
  }

  /** The hash that this content would have at another position. */
  byte[] hashAt(long sequence) {
    return hash(new LogPosition(key.writer(), key.lane(), sequence, 0), prev, at, count, body);
  }

  /** True if the stored hash is that of the content. */
  boolean sound() {
    return prev.length == Sm3.LENGTH && Arrays.equals(hash, computedHash());
  }

  private void writeFields(byte[] bytes) {
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(bytes.length);
    name(out, BINARY, "_id");
    put(out, key(key.writer(), key.lane(), key.sequence()));
    name(out, DATE, "at");
    out.putLong(at);
    name(out, INT, "n");
    out.putInt(count);
    name(out, BINARY, "prev");
    put(out, prev);
    name(out, BINARY, "hash");
    put(out, hash);
    name(out, BINARY, "body");
    out.putInt(body.remaining()).put((byte) 0);
  }

  private static void name(ByteBuffer out, byte type, String name) {
    out.put(type);
    for (int i = 0; i < name.length(); i++) {
      out.put((byte) name.charAt(i));
    }
    out.put((byte) 0);
  }

  private static void put(ByteBuffer out, byte[] value) {
    out.putInt(value.length).put((byte) 0).put(value);
  }

  /** Type byte, name with its closing zero, value. */
  private static int field(String name, int value) {
    return 1 + name.length() + 1 + value;
  }

  private static byte[] hash(LogPosition key, byte[] prev, long at, int count, ByteBuffer body) {
    ByteBuffer head = ByteBuffer.allocate(KEY + prev.length + Long.BYTES + Integer.BYTES);
    head.put(key(key.writer(), key.lane(), key.sequence())).put(prev).putLong(at).putInt(count);
    SM3Digest digest = new SM3Digest();
    digest.update(head.array(), 0, head.capacity());
    digest.update(body.array(), body.arrayOffset() + body.position(), body.remaining());
    byte[] out = new byte[Sm3.LENGTH];
    digest.doFinal(out, 0);
    return out;
  }
}
