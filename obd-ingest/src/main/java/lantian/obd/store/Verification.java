package lantian.obd.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final int PLAIN = 0x01;

  private final RawLog log;
  private final Opener opener;
  private final Signatures signatures;
  private final Set<Wrong> right =
      java.util.Collections.newSetFromMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Wrong, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  Verification(RawLog log, Opener opener, Signatures signatures) {
    this.log = log;
    this.opener = opener;
    this.signatures = signatures;
  }

  /** What a packet's signature is held against; null if no key was filed at its receipt. */
  static @Nullable Wrong claim(PacketRef packet, Dossier dossier) {
    Filing filing = dossier.inForce(packet.receivedMillis());
    if (!packet.signed() || filing == null || filing.publicKey() == null) {
      return null;
    }
    byte[] key =
        Sm3.of(
            (filing.publicKey() + filing.chipId())
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    return new Wrong(
        packet.position(), packet.signatureHead(), java.nio.ByteBuffer.wrap(key).getLong());
  }

  /** Those of the packets whose signature does not hold under the key filed at their receipt. */
  Set<Wrong> wrong(Vin vin, Collection<PacketRef> packets, Dossier dossier) {
    Map<Wrong, PacketRef> open = new LinkedHashMap<>();
    for (PacketRef packet : packets) {
      Wrong claim = claim(packet, dossier);
      if (claim != null && !isRight(claim)) {
        open.put(claim, packet);
      }
    }
    List<LogPosition> positions = open.values().stream().map(PacketRef::position).toList();
    Map<LogPosition, LogEntry> frames = open.isEmpty() ? Map.of() : log.frames(positions);
    Set<Wrong> wrong = new HashSet<>();
    open.forEach((claim, packet) -> {
      LogEntry entry = frames.get(packet.position());
      Filing filing = dossier.inForce(packet.receivedMillis());
      if (entry != null && filing != null && holds(vin, packet, entry, filing)) {
        remember(claim);
      } else {
        wrong.add(claim);
      }
    });
    return wrong;
  }

  private boolean isRight(Wrong claim) {
    synchronized (right) {
      return right.contains(claim);
    }
  }

  private void remember(Wrong claim) {
    synchronized (right) {
      right.add(claim);
    }
  }

  private boolean holds(Vin vin, PacketRef packet, LogEntry entry, Filing filing) {
    String key = filing.publicKey();
    String chip = filing.chipId();
    if (key == null || chip == null) {
      return false;
    }
    for (Frame frame : frames(entry.frame())) {
      if (frame.vin().equals(vin) && holds(frame, packet, key, chip)) {
        return true;
      }
    }
    return false;
  }

  private static List<Frame> frames(Frame outer) {
    List<Frame> frames = new ArrayList<>(Nesting.frames(outer));
    if (frames.isEmpty()) {
      frames.add(outer);
    }
    return frames;
  }

  private boolean holds(Frame frame, PacketRef packet, String key, String chip) {
    byte[] unit = frame.bytes();
    int start = frame.unitOffset();
    int end = start + frame.unitLength();
    if (frame.encryption() != PLAIN) {
      byte[] plain = opener.open(frame, packet.profile());
      if (plain == null) {
        return false;
      }
      unit = plain;
      start = 0;
      end = plain.length;
    }
    int block = end - Sig66.SIZE;
    HexFormat hex = HexFormat.of();
    return block > start
        && Sig66.at(unit, block, end)
        && RealtimeUnit.head(unit, block) == packet.signatureHead()
        && signatures.verify(hex.parseHex(key), hex.parseHex(chip), unit, start, block, block)
            != null;
  }
}
