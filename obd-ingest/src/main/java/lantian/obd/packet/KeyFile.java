package lantian.obd.packet;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Keys from files named by key id (密钥文件): {@code <key id>.key}, one key a line.
 *
 * <pre>
 * sm2    64 hex digits, the private scalar
 * sm4    32 hex digits
 * aes128 32 hex digits
 * rsa    base64 of the PKCS#8 private key
 * filed  chip id (16 characters), then 128 hex digits of the public key
 * </pre>
 *
 * Blank lines and lines that begin with {@code #} are passed over.
 *
 * @param keys keys that decrypt
 * @param filed filed public keys
 */
public record KeyFile(List<UnitKey> keys, List<FiledKey> filed) {
  /** No keys. */
  public static final KeyFile NONE = new KeyFile(List.of(), List.of());

  /**
   * Reads one file, or every {@code *.key} file of a folder in the order of their names.
   *
   * @throws IllegalArgumentException if a line can't be read; names file and line, never the key
   */
  public static KeyFile read(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return one(place);
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(place)) {
      files = all.filter(f -> f.toString().endsWith(".key")).sorted().toList();
    }
    List<UnitKey> keys = new ArrayList<>();
    List<FiledKey> filed = new ArrayList<>();
    for (Path file : files) {
      KeyFile read = one(file);
      keys.addAll(read.keys);
      filed.addAll(read.filed);
    }
    return new KeyFile(List.copyOf(keys), List.copyOf(filed));
  }

  private static KeyFile one(Path file) throws IOException {
    String id = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    List<UnitKey> keys = new ArrayList<>();
    List<FiledKey> filed = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      try {
        add(id, text, keys, filed);
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            "key file "
                + file.getFileName()
                + ", line "
                + number
                + ": expected sm2, sm4, aes128, rsa or filed with a key of the right form",
            e);
      }
    }
    return new KeyFile(List.copyOf(keys), List.copyOf(filed));
  }

  private static void add(String id, String line, List<UnitKey> keys, List<FiledKey> filed) {
    int blank = line.indexOf(' ');
    if (blank < 0) {
      throw new IllegalArgumentException("no key on the line");
    }
    String word = line.substring(0, blank).toLowerCase(Locale.ROOT);
    String rest = line.substring(blank).strip();
    HexFormat hex = HexFormat.of();
    switch (word) {
      case "sm2" -> keys.add(new UnitKey(id, Encryption.SM2, scalar(hex.parseHex(rest))));
      case "sm4" -> keys.add(new UnitKey(id, Encryption.SM4, sized(hex.parseHex(rest), 16)));
      case "aes128" -> keys.add(new UnitKey(id, Encryption.AES128, sized(hex.parseHex(rest), 16)));
      case "rsa" -> keys.add(new UnitKey(id, Encryption.RSA, rsa(rest)));
      case "filed" -> {
        byte[] chip = sized(rest.substring(0, 16).getBytes(StandardCharsets.ISO_8859_1), 16);
        filed.add(new FiledKey(chip, sized(hex.parseHex(rest.substring(16).strip()), 64)));
      }
      default -> throw new IllegalArgumentException("unknown word");
    }
  }

  private static byte[] scalar(byte[] bytes) {
    BigInteger scalar = new BigInteger(1, sized(bytes, 32));
    if (scalar.signum() == 0 || scalar.compareTo(Signatures.CURVE.getN()) >= 0) {
      throw new IllegalArgumentException("no scalar of the curve");
    }
    return bytes;
  }

  private static byte[] rsa(String base64) {
    byte[] pkcs8 = Base64.getDecoder().decode(base64);
    try {
      UnitCipher.rsaKey(pkcs8);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IllegalArgumentException("no PKCS#8 private key", e);
    }
    return pkcs8;
  }

  private static byte[] sized(byte[] bytes, int length) {
    if (bytes.length != length) {
      throw new IllegalArgumentException("length " + bytes.length);
    }
    return bytes;
  }
}
