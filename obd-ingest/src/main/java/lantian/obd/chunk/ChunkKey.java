package lantian.obd.chunk;

import com.mongodb.client.model.Filters;
import java.nio.ByteBuffer;
import lantian.proto.Vin;
import org.bson.BsonBinary;
import org.bson.conversions.Bson;

/**
 * Key of a chunk document: VIN 17 bytes, start u32, fragment u64.
 *
 * <p>Binary keys compare by length first, so every bound of a range has the full length.
 *
 * @param vin the vehicle
 * @param start first epoch second of the five minutes
 * @param fragment fencing number of the projector in the upper half, its counter in the lower
 */
public record ChunkKey(Vin vin, long start, long fragment) {
  /** Length in bytes. */
  public static final int LENGTH = Vin.LENGTH + Integer.BYTES + Long.BYTES;

  private static final long MAX_START = 0xFFFF_FFFFL;

  /** Refuses a start that the key can't hold. */
  public ChunkKey {
    if (start < 0 || start > MAX_START) {
      throw new IllegalArgumentException("a chunk can't start at " + start);
    }
  }

  /** The key written by the projector with this fencing number as its {@code counter}th chunk. */
  public static ChunkKey of(Vin vin, long start, int fence, int counter) {
    return new ChunkKey(vin, start, (long) fence << 32 | Integer.toUnsignedLong(counter));
  }

  /** Least key of the vehicle's chunks that may hold this second. */
  public static BsonBinary lowest(Vin vin, long second) {
    return new BsonBinary(new ChunkKey(vin, startOf(second), 0).bytes());
  }

  /** All keys of the vehicle. */
  static Bson all(Vin vin) {
    return Filters.and(
        Filters.gte("_id", new BsonBinary(new ChunkKey(vin, 0, 0).bytes())),
        Filters.lte("_id", new BsonBinary(new ChunkKey(vin, MAX_START, -1L).bytes())));
  }

  /** All keys of the vehicles behind this one. */
  public static Bson behind(Vin vin) {
    return Filters.gt("_id", new BsonBinary(new ChunkKey(vin, MAX_START, -1L).bytes()));
  }

  /** First key of the vehicle behind all chunks that may hold a second before this one. */
  public static BsonBinary behind(Vin vin, long second) {
    long start = startOf(second - 1) + OpenChunk.SECONDS;
    return new BsonBinary(new ChunkKey(vin, Math.min(start, MAX_START), 0).bytes());
  }

  private static long startOf(long second) {
    return OpenChunk.startOf(Math.clamp(second, 0, MAX_START));
  }

  /** The 29 bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH)
        .put(vin.bytes())
        .putInt((int) start)
        .putLong(fragment)
        .array();
  }

  /** Reads {@link #bytes()}. */
  public static ChunkKey of(byte[] key) {
    if (key.length != LENGTH) {
      throw new IllegalArgumentException("a chunk key has 29 bytes, not " + key.length);
    }
    ByteBuffer in = ByteBuffer.wrap(key, Vin.LENGTH, LENGTH - Vin.LENGTH);
    return new ChunkKey(Vin.of(key, 0), Integer.toUnsignedLong(in.getInt()), in.getLong());
  }
}
