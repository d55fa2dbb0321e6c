package lantian.desk.pinning;

import lantian.desk.canonical.CanonicalJson;

/**
 * Signed root over everything pinned up to a pin (签名根): whoever holds it can tell whether any pin
 * before it was changed, and through the pins whether any record was.
 *
 * @param n gapless number, from 0
 * @param at when it was made, UTC, ISO 8601
 * @param prev SM3 of the root line before it, 64 zeros for the first
 * @param pin number of the last pin it covers
 * @param root SM3 of that pin's line, which holds that of the one before it, and so on
 * @param key id of the public key
 * @param signature SM2 signature over the record without it, DER as hex
 */
public record Root(
    long n, String at, String prev, long pin, String root, String key, String signature) {

  /** What is signed: the same record with an empty signature. */
  byte[] signed() {
    return CanonicalJson.write(new Root(n, at, prev, pin, root, key, ""));
  }

  byte[] bytes() {
    return CanonicalJson.write(this);
  }
}
