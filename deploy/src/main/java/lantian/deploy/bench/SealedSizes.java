package lantian.deploy.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ClusteredIndexOptions;
import com.mongodb.client.model.CreateCollectionOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * What signatures and encryption add to the log (签名与加密的存储量): the same packets plain, with 66 random
 * bytes each, and with their unit encrypted, written as log bodies into collections of the log's
 * kind.
 */
final class SealedSizes {
  private static final int DOCUMENTS = 200;
  private static final int PACKETS = 256;
  private static final int SIGNATURE = 66;
  private static final int UNIT_AT = 24;

  private final MongoClient client;
  private final MongoDatabase scratch;
  private final List<Sender> senders;

  /** Writes into a database that nobody needs. */
  SealedSizes(MongoClient client, String scratch, List<Sender> senders) {
    this.client = client;
    this.scratch = client.getDatabase(scratch);
    this.senders = senders;
  }

  /** Bytes a sample. */
  record Figures(double plain, double signed, double encrypted) {}

  /** One packet as it would stand in the log. */
  private interface Form {
    byte[] of(byte[] frame) throws GeneralSecurityException;
  }

  Figures measure() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] key = new byte[16];
    random.nextBytes(key);
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      return new Figures(
          bytes("plain", frame -> frame),
          bytes("signed", frame -> signed(frame, random)),
          bytes("encrypted", frame -> encrypted(frame, cipher)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES", e);
    } finally {
      scratch.drop();
    }
  }

  private double bytes(String name, Form form) throws GeneralSecurityException {
    scratch.createCollection(
        name,
        new CreateCollectionOptions()
            .clusteredIndexOptions(new ClusteredIndexOptions(new Document("_id", 1), true))
            .storageEngineOptions(
                new Document("wiredTiger", new Document("configString", "block_compressor=zstd"))));
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      documents.add(new Document("_id", i).append("body", new Binary(body(i, form))));
    }
    scratch.getCollection(name).insertMany(documents);
    StoredFigures.checkpoint(client);
    return StoredFigures.bytes(scratch, name) / ((double) DOCUMENTS * PACKETS * Payload.SECONDS);
  }

  private byte[] body(int document, Form form) throws GeneralSecurityException {
    ByteBuf out = Unpooled.buffer();
    for (int i = 0; i < PACKETS; i++) {
      ByteBuf frame = Unpooled.buffer();
      senders.get((document * PACKETS + i) % senders.size()).write(frame, false);
      byte[] bytes = new byte[frame.readableBytes()];
      frame.readBytes(bytes);
      out.writeBytes(form.of(bytes));
    }
    byte[] body = new byte[out.readableBytes()];
    out.readBytes(body);
    return body;
  }

  private static byte[] signed(byte[] frame, SplittableRandom random) {
    byte[] signature = new byte[SIGNATURE];
    random.nextBytes(signature);
    return ByteBuffer.allocate(frame.length + SIGNATURE).put(frame).put(signature).array();
  }

  private static byte[] encrypted(byte[] frame, Cipher cipher) throws GeneralSecurityException {
    byte[] unit = cipher.doFinal(frame, UNIT_AT, frame.length - UNIT_AT - 1);
    return ByteBuffer.allocate(UNIT_AT + unit.length + 1)
        .put(frame, 0, UNIT_AT)
        .put(unit)
        .put(frame[frame.length - 1])
        .array();
  }
}
