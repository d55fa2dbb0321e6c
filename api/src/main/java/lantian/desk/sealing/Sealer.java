package lantian.desk.sealing;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Opaque words for addresses (不透明编号): a VIN, a search by plate or a cursor goes into a URL as a
 * word that says nothing, and comes back only if this desk made it.
 *
 * <p>The word is {@code tag ‖ SM4-CTR(text)} with {@code tag = HMAC-SM3(kind ‖ text)} cut to 16
 * bytes and used as the counter's start. The same text always gives the same word, nothing needs to
 * be stored for it, and without the key neither can be got from the other. The key is made at the
 * first start and lies in {@code desk_secrets}.
 */
public final class Sealer {
  private static final int TAG = 16;
  private static final int LONGEST = 1024;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /** What a word stands for; a word of one kind is nothing as another. */
  public enum Kind {
    VEHICLE,
    FILTER,
    CURSOR,
    DEVICE
  }

  private final byte[] macKey;
  private final byte[] cipherKey;

  Sealer(byte[] key) {
    this.macKey = Arrays.copyOfRange(key, 0, 32);
    this.cipherKey = Arrays.copyOfRange(key, 32, 48);
  }

  /** Takes the key from the database, or makes it. */
  public static Sealer open(MongoDatabase durable, SecureRandom random) {
    MongoCollection<Document> secrets = durable.getCollection("desk_secrets");
    byte[] fresh = new byte[48];
    random.nextBytes(fresh);
    try {
      if (secrets.find(Filters.eq("_id", "sealer")).first() == null) {
        secrets.insertOne(new Document("_id", "sealer").append("key", new Binary(fresh)));
      }
    } catch (MongoWriteException e) {
      // Another process was quicker; its key is taken below.
    }
    Document stored = secrets.find(Filters.eq("_id", "sealer")).first();
    if (stored == null) {
      throw new IllegalStateException("the key for opaque ids was not stored");
    }
    return new Sealer(stored.get("key", Binary.class).getData());
  }

  /** Keeps secrets under a key that follows from this one's. */
  public Vault vault(SecureRandom random) {
    HMac mac = new HMac(new SM3Digest());
    mac.init(new KeyParameter(macKey));
    byte[] name = "vault".getBytes(StandardCharsets.US_ASCII);
    mac.update(name, 0, name.length);
    byte[] root = new byte[mac.getMacSize()];
    mac.doFinal(root, 0);
    return new Vault(root, random);
  }

  /** The word for a text. */
  public String seal(Kind kind, String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    byte[] tag = tag(kind, plain);
    byte[] word = Arrays.copyOf(tag, TAG + plain.length);
    crypt(tag, plain, 0, plain.length, word);
    return ENCODER.encodeToString(word);
  }

  /** The text of a word; empty if this desk did not make it as this kind. */
  public Optional<String> open(Kind kind, String word) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(word);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length < TAG) {
      return Optional.empty();
    }
    byte[] tag = Arrays.copyOf(bytes, TAG);
    byte[] out = new byte[bytes.length];
    crypt(tag, bytes, TAG, bytes.length - TAG, out);
    byte[] plain = Arrays.copyOfRange(out, TAG, out.length);
    if (!MessageDigest.isEqual(tag, tag(kind, plain))) {
      return Optional.empty();
    }
    return Optional.of(new String(plain, StandardCharsets.UTF_8));
  }

  private byte[] tag(Kind kind, byte[] plain) {
    HMac mac = new HMac(new SM3Digest());
    mac.init(new KeyParameter(macKey));
    byte[] name = kind.name().getBytes(StandardCharsets.US_ASCII);
    mac.update((byte) name.length);
    mac.update(name, 0, name.length);
    mac.update(plain, 0, plain.length);
    byte[] full = new byte[mac.getMacSize()];
    mac.doFinal(full, 0);
    return Arrays.copyOf(full, TAG);
  }

  private void crypt(byte[] tag, byte[] in, int from, int length, byte[] out) {
    var cipher = SICBlockCipher.newInstance(new SM4Engine());
    cipher.init(true, new ParametersWithIV(new KeyParameter(cipherKey), tag));
    cipher.processBytes(in, from, length, out, TAG);
  }
}
