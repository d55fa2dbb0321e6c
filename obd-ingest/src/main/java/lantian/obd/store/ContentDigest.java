package lantian.obd.store;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import lantian.proto.Sm3;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** SM3 of a document whatever the order of its fields (文档摘要). */
final class ContentDigest {
  private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

  private ContentDigest() {}

  /**
   * Digest as hex.
   *
   * @param without names of fields that are left out
   */
  static String of(BsonDocument document, Set<String> without) {
    SM3Digest digest = new SM3Digest();
    for (String name : new TreeSet<>(document.keySet())) {
      if (!without.contains(name)) {
        BasicOutputBuffer buffer = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
          BsonDocument field = new BsonDocument(name, document.get(name));
          CODEC.encode(writer, field, EncoderContext.builder().build());
        }
        byte[] bytes = buffer.toByteArray();
        digest.update(bytes, 0, bytes.length);
      }
    }
    byte[] out = new byte[Sm3.LENGTH];
    digest.doFinal(out, 0);
    return HexFormat.of().formatHex(out);
  }

  /** How a text that must not be shown stands in a key: the first 8 bytes of its SM3. */
  static String hidden(String text) {
    return HexFormat.of().formatHex(Sm3.of(text.getBytes(StandardCharsets.US_ASCII)), 0, 8);
  }
}
