package lantian.obd.chunk;

import org.bson.BsonBinary;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonType;
import org.bson.ByteBufNIO;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;
import org.bson.io.ByteBufferBsonInput;
import org.jspecify.annotations.Nullable;

/** A chunk as a document of {@code obd_chunks}; written by hand, it is on the hot path. */
public final class ChunkDocument {
  private ChunkDocument() {}

  /** The document of a fragment that holds at least one item. */
  public static RawBsonDocument of(ChunkKey key, Fragment fragment) {
    if (fragment.size() == 0 || key.start() != fragment.start()) {
      throw new IllegalArgumentException("a chunk document holds items of its own five minutes");
    }
    byte[] cols = ChunkCodec.encode(fragment);
    BasicOutputBuffer out = new BasicOutputBuffer(cols.length + 512);
    try (BsonBinaryWriter writer = new BsonBinaryWriter(out)) {
      writer.writeStartDocument();
      writer.writeBinaryData("_id", new BsonBinary(key.bytes()));
      writer.writeInt32("n", fragment.size());
      writer.writeInt64("first", fragment.second(0));
      writer.writeInt64("last", fragment.second(fragment.size() - 1));
      write(ChunkSums.of(fragment), writer);
      writer.writeBinaryData("cols", new BsonBinary(cols));
      writer.writeEndDocument();
      return new RawBsonDocument(out.getInternalBuffer(), 0, out.getPosition());
    }
  }

  private static void write(ChunkSums sums, BsonBinaryWriter writer) {
    if (sums.clashes() > 0) {
      writer.writeInt32("clashes", sums.clashes());
    }
    writer.writeInt32("speedCount", sums.speedCount());
    writer.writeInt64("speedSum", sums.speedSum());
    writer.writeInt32("speedMax", sums.speedMax());
    writer.writeInt32("running", sums.running());
    writer.writeInt32("fuelCount", sums.fuelCount());
    writer.writeInt64("fuelSum", sums.fuelSum());
    writer.writeInt32("noxCount", sums.noxCount());
    writer.writeInt64("noxSum", sums.noxSum());
    writer.writeInt32("noxMax", sums.noxMax());
    writeIfThere(writer, "odometerFirst", sums.odometerFirst());
    writeIfThere(writer, "odometerLast", sums.odometerLast());
  }

  private static void writeIfThere(BsonBinaryWriter writer, String name, @Nullable Long value) {
    if (value != null) {
      writer.writeInt64(name, value);
    }
  }

  /**
   * Reads a document back.
   *
   * @throws DamagedChunkException if its columns can't be read
   */
  static Fragment read(RawBsonDocument document) {
    byte[] id = null;
    byte[] cols = null;
    try (BsonBinaryReader reader =
        new BsonBinaryReader(
            new ByteBufferBsonInput(new ByteBufNIO(document.getByteBuffer().asNIO())))) {
      reader.readStartDocument();
      while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
        switch (reader.readName()) {
          case "_id" -> id = reader.readBinaryData().getData();
          case "cols" -> cols = reader.readBinaryData().getData();
          default -> reader.skipValue();
        }
      }
    }
    if (id == null || cols == null) {
      throw new DamagedChunkException("a chunk without key or columns");
    }
    return ChunkCodec.decode(ChunkKey.of(id).start(), cols);
  }
}
