package lantian.obd.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lantian.obd.chunk.PacketRef;
import lantian.obd.store.Verification.Verdict;
import lantian.obd.store.WrongSignatures.Wrong;

/**
 * Packets on whose signatures a conflict rests (争议报文), verified while a day is read, so many at a
 * time: a sender decides how many there are.
 *
 * <p>Once very many were found not to hold, the rest is left to the next round.
 */
final class Disputes {
  private static final int AT_ONCE = 4_096;
  private static final int ENOUGH = 20_000;

  private final Function<Collection<PacketRef>, Map<Wrong, Verdict>> unproven;
  private final List<PacketRef> waiting = new ArrayList<>();
  private final Map<Wrong, Verdict> found = new HashMap<>();

  /**
   * @param unproven answers those whose signature does not hold, or could not be checked
   */
  Disputes(Function<Collection<PacketRef>, Map<Wrong, Verdict>> unproven) {
    this.unproven = unproven;
  }

  void add(PacketRef packet) {
    if (found.size() >= ENOUGH) {
      return;
    }
    waiting.add(packet);
    if (waiting.size() == AT_ONCE) {
      verify();
    }
  }

  private void verify() {
    found.putAll(unproven.apply(waiting));
    waiting.clear();
  }

  /** What was found of all added. */
  Map<Wrong, Verdict> found() {
    if (!waiting.isEmpty()) {
      verify();
    }
    return found;
  }
}
