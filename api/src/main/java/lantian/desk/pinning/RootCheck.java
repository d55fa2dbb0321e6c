package lantian.desk.pinning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import lantian.desk.canonical.CanonicalJson;

/** Holds the pins against the signed roots (签名根核验). */
final class RootCheck {
  private static final String LEDGER = "roots";

  private final PinBook pins;
  private final RootKeys keys;
  private final Inspection inspection;
  private final TreeMap<String, Long> unknown = new TreeMap<>();
  private String head = PinLine.NONE;
  private long count;

  RootCheck(PinBook pins, RootKeys keys, Inspection inspection) {
    this.pins = pins;
    this.keys = keys;
    this.inspection = inspection;
  }

  void check(Path file) throws IOException {
    if (Files.exists(file)) {
      PinFolder.each(file, this::take);
    }
    unknown.forEach((key, roots) ->
        inspection.note(
            roots + " roots are signed with key " + key + ", whose public key is not at hand"));
  }

  private void take(byte[] bytes, long number) {
    inspection.looked(LEDGER, 1);
    Root root;
    try {
      root = CanonicalJson.read(bytes, Root.class);
    } catch (IOException | RuntimeException e) {
      wrong(number, Flaw.Kind.CHANGED, "the line can't be read");
      return;
    }
    if (root.n() != count) {
      wrong(number, root.n() > count ? Flaw.Kind.MISSING : Flaw.Kind.ADDED, "is out of order");
    } else if (!root.prev().equals(head)) {
      wrong(number, Flaw.Kind.CHANGED, "does not follow the one before");
    }
    pins.add(bytes);
    count = root.n() + 1;
    head = PinLine.hash(bytes);
    if (!keys.knows(root.key())) {
      unknown.merge(root.key(), 1L, Long::sum);
    } else if (!keys.verifies(root.key(), root.signed(), root.signature())) {
      wrong(number, Flaw.Kind.CHANGED, "the signature does not hold");
      return;
    }
    String pinned = pins.hash(root.pin());
    if (pinned == null) {
      inspection.wrong(
          Flaw.of(PinBook.LEDGER, "pin " + root.pin(), Flaw.Kind.MISSING, "a root names it"));
    } else if (!pinned.equals(root.root())) {
      inspection.wrong(
          Flaw.of(
              PinBook.LEDGER,
              "pin " + root.pin(),
              Flaw.Kind.CHANGED,
              "it or one before it is not what a root names"));
    }
  }

  private void wrong(long number, Flaw.Kind kind, String detail) {
    inspection.wrong(Flaw.of(LEDGER, "roots.jsonl:" + number, kind, detail));
  }
}
