package lantian.desk.evidence;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import lantian.desk.canonical.CanonicalJson;
import lantian.proto.Sm3;

/**
 * One link in the chain of manifests of a case (证据清单): what the case rests on, and the hash of the
 * manifest before it. A manifest never changes; what is added later is another one.
 *
 * @param form version of this form, 1
 * @param caseId opaque id of the case
 * @param sequence gapless number in the case, from 0
 * @param at when it was made, ISO 8601
 * @param previous hash of the manifest before it, 64 zeros for the first
 * @param content what the case rests on
 */
public record Manifest(
    int form, String caseId, long sequence, String at, String previous, ManifestContent content) {
  /** The version of the form that is written. */
  static final int FORM = 1;

  /** What the first manifest of a case names as the one before it. */
  static final String NONE = "0".repeat(64);

  /** Canonical JSON: the bytes that are hashed, stored and handed over. */
  public byte[] bytes() {
    return CanonicalJson.write(this);
  }

  /** SM3 of {@link #bytes}, 64 hex digits. */
  public String hash() {
    return hash(bytes());
  }

  /**
   * Reads the bytes of a manifest.
   *
   * @throws IOException if they are not one in canonical form
   */
  public static Manifest read(byte[] bytes) throws IOException {
    return CanonicalJson.read(bytes, Manifest.class);
  }

  /** True if this is the last of a chain in which each names the one before it. */
  public boolean follows(List<Manifest> chain) {
    String head = NONE;
    long next = 0;
    for (Manifest each : chain) {
      boolean whole =
          each.caseId().equals(caseId)
              && each.sequence() == next++
              && each.previous().equals(head)
              && each.content().holds();
      if (!whole) {
        return false;
      }
      head = each.hash();
    }
    return head.equals(hash());
  }

  static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Sm3.of(bytes));
  }
}
