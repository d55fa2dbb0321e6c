package lantian.obd.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.PacketRef;
import lantian.obd.filing.Filing;
import lantian.obd.frame.Frame;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Nesting;
import lantian.obd.packet.Opener;
import lantian.obd.packet.Sig66;
import lantian.obd.packet.Signatures;
import lantian.obd.store.WrongSignatures.Wrong;
import lantian.proto.Sm3;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the signatures of stored packets that something rests on (签名核验), from their bytes in the
 * log. Safe for several threads.
 */
final class Verification {
  private static final int REMEMBERED = 100_000;
  private static final int AT_ONCE = 500;
  private static final int PLAIN = 0x01;

  private final RawLog log;
  private final Opener opener;
  private final Signatures signatures;
  private final Map<Verdict, LongAdder> counts =
      Map.of(
          Verdict.RIGHT, new LongAdder(),
          Verdict.WRONG, new LongAdder(),
          Verdict.UNKNOWN, new LongAdder(),
          Verdict.ARCHIVED, new LongAdder());
  private final Map<Wrong, Verdict> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Wrong, Verdict> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long generation;
  private volatile boolean doubts;

  Verification(RawLog log, Opener opener, Signatures signatures) {
    this.log = log;
    this.opener = opener;
    this.signatures = signatures;
  }

  /** What came of a verification. */
  enum Verdict {
    /** The signature holds. */
    RIGHT,
    /** It does not, whatever else becomes known. */
    WRONG,
    /** It could not be checked now: the frame, its key or the chip's id is not at hand. */
    UNKNOWN,
    /** The frame is archived: what was found while it was in the log stands. */
    ARCHIVED
  }

  /** A packet of a vehicle that is to be verified under the key filed at its receipt. */
  record Asked(Vin vin, PacketRef packet, Dossier dossier) {}

  /** What a packet's signature is held against; null if no key was filed at its receipt. */
  static @Nullable Wrong claim(PacketRef packet, Dossier dossier) {
    if (!packet.signed()) {
      return null;
    }
    Filing filing = dossier.inForce(packet.receivedMillis());
    if (filing == null || filing.publicKey() == null) {
      return null;
    }
    byte[] key = Sm3.of((filing.publicKey() + filing.chipId()).getBytes(StandardCharsets.US_ASCII));
    return new Wrong(packet.position(), packet.signatureHead(), ByteBuffer.wrap(key).getLong());
  }

  /** Verdicts on those of the packets that claim to be signed under a filed key. */
  Map<Wrong, Verdict> verdicts(Collection<Asked> asked) {
    forgetDoubtsIfKeysCame();
    Map<Wrong, Verdict> verdicts = new HashMap<>();
    Map<Wrong, Asked> open = new LinkedHashMap<>();
    for (Asked one : asked) {
      Wrong claim = claim(one.packet(), one.dossier());
      if (claim != null) {
        Verdict before = known(claim);
        if (before == null) {
          open.put(claim, one);
        } else {
          verdicts.put(claim, before);
        }
      }
    }
    List<Map.Entry<Wrong, Asked>> all = List.copyOf(open.entrySet());
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      verify(all.subList(from, Math.min(all.size(), from + AT_ONCE)), verdicts);
    }
    return verdicts;
  }

  private void verify(List<Map.Entry<Wrong, Asked>> some, Map<Wrong, Verdict> verdicts) {
    List<LogPosition> positions = some.stream().map(e -> e.getKey().position()).toList();
    Map<LogPosition, LogEntry> frames = log.frames(positions);
    Set<LogPosition> archived =
        log.archived(positions.stream().filter(p -> !frames.containsKey(p)).toList()).keySet();
    for (Map.Entry<Wrong, Asked> one : some) {
      LogPosition position = one.getKey().position();
      LogEntry entry = frames.get(position);
      Verdict gone = archived.contains(position) ? Verdict.ARCHIVED : Verdict.UNKNOWN;
      Verdict verdict = entry == null ? gone : verdict(one.getValue(), entry);
      counter(verdict).increment();
      verdicts.put(one.getKey(), verdict);
      synchronized (known) {
        known.put(one.getKey(), verdict);
        doubts |= verdict == Verdict.UNKNOWN;
      }
    }
  }

  private void forgetDoubtsIfKeysCame() {
    long now = opener.generation();
    synchronized (known) {
      if (now != generation) {
        generation = now;
        known.values().removeIf(verdict -> verdict == Verdict.UNKNOWN);
        doubts = false;
      }
    }
  }

  /** The verdict if it was asked for before, null if not or long ago. */
  @Nullable Verdict known(Wrong claim) {
    synchronized (known) {
      return known.get(claim);
    }
  }

  /** False if nothing is remembered that could not be checked. */
  boolean hasDoubts() {
    return doubts;
  }

  /** True if it could not be checked when it was last asked for. */
  boolean isDoubtful(Wrong claim) {
    return known(claim) == Verdict.UNKNOWN;
  }

  /** How many signatures have been verified with this verdict. */
  long count(Verdict verdict) {
    return counter(verdict).sum();
  }

  private LongAdder counter(Verdict verdict) {
    return Objects.requireNonNull(counts.get(verdict));
  }

  private Verdict verdict(Asked asked, LogEntry entry) {
    Filing filing = asked.dossier().inForce(asked.packet().receivedMillis());
    String key = filing == null ? null : filing.publicKey();
    if (filing == null || key == null) {
      return Verdict.UNKNOWN;
    }
    Verdict verdict = Verdict.UNKNOWN;
    for (Frame frame : frames(entry.frame())) {
      if (frame.vin().equals(asked.vin())) {
        switch (verdict(frame, asked.packet(), key, filing.chipId())) {
          case RIGHT -> {
            return Verdict.RIGHT;
          }
          case WRONG -> verdict = Verdict.WRONG;
          case UNKNOWN, ARCHIVED -> {
            // Another packet nested beside it, or one that no key opens now.
          }
        }
      }
    }
    return verdict;
  }

  private static List<Frame> frames(Frame outer) {
    List<Frame> frames = new ArrayList<>(Nesting.frames(outer));
    if (frames.isEmpty()) {
      frames.add(outer);
    }
    return frames;
  }

  private Verdict verdict(Frame frame, PacketRef packet, String key, @Nullable String chip) {
    byte[] unit = frame.bytes();
    int start = frame.unitOffset();
    int end = start + frame.unitLength();
    if (frame.encryption() != PLAIN) {
      byte[] plain = opener.open(frame, packet.profile());
      if (plain == null) {
        return Verdict.UNKNOWN;
      }
      unit = plain;
      start = 0;
      end = plain.length;
    }
    int block = end - Sig66.SIZE;
    if (block <= start
        || !Sig66.at(unit, block, end)
        || RealtimeUnit.head(unit, block) != packet.signatureHead()) {
      return Verdict.UNKNOWN; // not the packet asked for
    }
    return verdict(unit, start, block, key, chip);
  }

  private Verdict verdict(byte[] unit, int start, int block, String key, @Nullable String chip) {
    byte[] publicKey;
    byte[] chipId;
    try {
      publicKey = HexFormat.of().parseHex(key);
      chipId = chip == null ? Signatures.defaultId() : HexFormat.of().parseHex(chip);
    } catch (IllegalArgumentException e) {
      return Verdict.UNKNOWN; // the register's entry can't be read
    }
    if (signatures.verify(publicKey, chipId, unit, start, block, block) != null) {
      return Verdict.RIGHT;
    }
    // Without the chip's id only the default one was tried.
    return chip == null ? Verdict.UNKNOWN : Verdict.WRONG;
  }
}
