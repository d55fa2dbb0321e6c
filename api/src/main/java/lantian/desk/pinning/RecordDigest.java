package lantian.desk.pinning;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Set;
import lantian.proto.Sm3;
import org.bson.BsonBinaryReader;
import org.bson.BsonType;
import org.bson.RawBsonDocument;

/**
 * Digest of a stored record as it lies in the database (记录摘要): over the bytes of its fields in
 * their order, but for its key and for fields that may change without a new revision.
 */
public final class RecordDigest {
  private static final String KEY = "_id";

  private RecordDigest() {}

  /**
   * SM3, hex.
   *
   * @param loose names of fields that are left out besides the key
   */
  public static String of(RawBsonDocument record, Set<String> loose) {
    ByteBuffer stored = record.getByteBuffer().asNIO().order(ByteOrder.LITTLE_ENDIAN);
    byte[] bytes = new byte[stored.remaining()];
    stored.duplicate().get(bytes);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
    try (BsonBinaryReader reader = new BsonBinaryReader(ByteBuffer.wrap(bytes))) {
      reader.readStartDocument();
      int from = reader.getBsonInput().getPosition();
      while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
        String name = reader.readName();
        reader.skipValue();
        int to = reader.getBsonInput().getPosition();
        if (!name.equals(KEY) && !loose.contains(name)) {
          kept.write(bytes, from, to - from);
        }
        from = to;
      }
    }
    return HexFormat.of().formatHex(Sm3.of(kept.toByteArray()));
  }
}
