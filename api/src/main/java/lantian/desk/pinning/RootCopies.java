package lantian.desk.pinning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lantian.desk.canonical.CanonicalJson;

/**
 * Copies of signed roots that left the house (签名根副本), held against the roots that are kept: whoever
 * wrote the pins and the roots anew with the same key did not reach the copies.
 */
public final class RootCopies {
  private static final String LEDGER = "roots";

  private RootCopies() {}

  /**
   * Tells the inspection of each copy that does not stand among the roots.
   *
   * @param copies one line each, as it stands on a list, a cover or a sheet; empty lines are passed
   *     over
   */
  public static void check(
      List<String> copies, PinBook pins, RootKeys keys, Inspection inspection) {
    for (int i = 0; i < copies.size(); i++) {
      String copy = copies.get(i).strip();
      if (!copy.isEmpty()) {
        inspection.looked("copies", 1);
        check(copy, i + 1, pins, keys, inspection);
      }
    }
  }

  private static void check(
      String copy, int line, PinBook pins, RootKeys keys, Inspection inspection) {
    String where = "copy in line " + line;
    Root root;
    try {
      root = CanonicalJson.read(copy.getBytes(StandardCharsets.UTF_8), Root.class);
    } catch (IOException | RuntimeException e) {
      inspection.wrong(Flaw.of(LEDGER, where, Flaw.Kind.CHANGED, "is no signed root"));
      return;
    }
    if (!keys.knows(root.key())) {
      String key = "is signed with key " + root.key() + ", whose public key is not at hand";
      inspection.wrong(Flaw.of(LEDGER, where, Flaw.Kind.CHANGED, key));
    } else if (!keys.verifies(root.key(), root.signed(), root.signature())) {
      inspection.wrong(Flaw.of(LEDGER, where, Flaw.Kind.CHANGED, "the signature does not hold"));
    } else if (!pins.holdsRoot(copy)) {
      String gone = "root " + root.n() + " was signed and does not stand among the roots any more";
      inspection.wrong(Flaw.of(LEDGER, where, Flaw.Kind.MISSING, gone));
    }
  }
}
