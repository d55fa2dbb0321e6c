package lantian.obd.packet;

import java.util.Arrays;
import lantian.obd.frame.Frame;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Walks a frame's unit before it is logged (数据单元预检), so that the answer knows accepted from
 * quarantined: whatever of the projector's reasons does not need the register or a key. Not
 * thread-safe, one for each event loop; allocates nothing for plain frames.
 */
public final class UnitCheck {
  /** Every layout needs at least the head, a type and a body of some bytes. */
  private static final int LEAST_REALTIME = 8;

  private final UnitReader reader = new UnitReader();
  private final PlatformCommands platform;
  private final boolean firstSampleAtHead;
  private final int[] perType = new int[256];
  private final int[] seen = new int[256];
  private final ItemSink counting = (type, index, flow, second, body, length) -> perType[type]++;
  private final ItemSink timing = this::time;
  private long head;
  private long receivedMillis;
  private @Nullable QuarantineReason doubt;

  /** A check for a deployment's platform command codes. */
  public UnitCheck(PlatformCommands platform) {
    this(platform, true);
  }

  /**
   * A check for a deployment's platform command codes.
   *
   * @param firstSampleAtHead true if the one time of a packet is that of its first sample, as the
   *     projector takes it
   */
  public UnitCheck(PlatformCommands platform, boolean firstSampleAtHead) {
    this.platform = platform;
    this.firstSampleAtHead = firstSampleAtHead;
  }

  /**
   * Null if the frame can be projected as it stands, else why not. Encrypted frames are not looked
   * into.
   *
   * @param received when it came, epoch milliseconds
   */
  public @Nullable QuarantineReason check(Frame frame, Profile profile, long received) {
    receivedMillis = received;
    return frame.platformStyle() ? platformStyle(frame, profile) : terminalStyle(frame, profile);
  }

  /**
   * True if decrypted bytes can be the frame's unit: a layout fits, or they begin with a legal
   * time.
   */
  boolean plausible(Frame frame, byte[] plain, Profile profile) {
    boolean realtime = frame.command() == Command.REALTIME || frame.command() == Command.REISSUE;
    return realtime
        ? realtime(plain, 0, plain.length, profile) == null
        : plain.length >= WireTime.SIZE && WireTime.read(plain, 0) != WireTime.ILLEGAL;
  }

  /** Items looked at so far: what the cost of hostile units is held to. */
  public long work() {
    return reader.work();
  }

  private @Nullable QuarantineReason platformStyle(Frame frame, Profile profile) {
    if (frame.responseFlag() != 0xFE) {
      return null;
    }
    return switch (platform.purpose(frame)) {
      case LOGIN -> simple(frame, profile, 41);
      case LOGOUT -> simple(frame, profile, 8);
      // A platform's own, under its code instead of a VIN.
      case TIME_SYNC -> sealed(frame, profile);
      case FORWARDED ->
          Nesting.plain(frame) ? nested(frame, profile) : terminalStyle(frame, profile);
    };
  }

  private @Nullable QuarantineReason nested(Frame outer, Profile profile) {
    byte[] bytes = outer.bytes();
    int at = outer.unitOffset();
    int end = at + outer.unitLength();
    while (at < end) {
      int whole = Nesting.frameAt(bytes, at, end);
      QuarantineReason one = terminalStyle(new Frame(bytes, at, whole), profile);
      if (one != null) {
        return one;
      }
      at += whole;
    }
    return null;
  }

  private @Nullable QuarantineReason terminalStyle(Frame frame, Profile profile) {
    if (blankVin(frame)) {
      return QuarantineReason.NO_VIN;
    }
    return switch (frame.command()) {
      case Command.LOGIN -> simple(frame, profile, 16);
      case Command.REALTIME, Command.REISSUE -> realtime(frame, profile);
      case Command.LOGOUT -> simple(frame, profile, 8);
      case Command.TIME_SYNC -> sealed(frame, profile);
      case Command.ACTIVATION_ANSWER -> undated(frame, profile, 2);
      case Command.REMOVAL_ALARM -> simple(frame, profile, 17);
      case Command.ACTIVATION -> simple(frame, profile, 103);
      default -> QuarantineReason.UNKNOWN_COMMAND;
    };
  }

  private static boolean blankVin(Frame frame) {
    byte[] bytes = frame.bytes();
    int vin = frame.offset() + (frame.platformStyle() ? 4 : 3);
    for (int i = vin; i < vin + Vin.LENGTH; i++) {
      if (bytes[i] != 0 && bytes[i] != ' ') {
        return false;
      }
    }
    return true;
  }

  private static @Nullable QuarantineReason undated(Frame frame, Profile profile, int least) {
    QuarantineReason sealed = sealed(frame, profile);
    if (sealed != null || frame.encryption() != 0x01) {
      return sealed;
    }
    return frame.unitLength() < least ? QuarantineReason.TOO_SHORT : null;
  }

  private static @Nullable QuarantineReason simple(Frame frame, Profile profile, int least) {
    QuarantineReason doubt = undated(frame, profile, least);
    if (doubt != null || frame.encryption() != 0x01) {
      return doubt;
    }
    return WireTime.read(frame.bytes(), frame.unitOffset()) == WireTime.ILLEGAL
        ? QuarantineReason.BAD_TIME
        : null;
  }

  private @Nullable QuarantineReason realtime(Frame frame, Profile profile) {
    QuarantineReason sealed = sealed(frame, profile);
    if (sealed != null || frame.encryption() != 0x01) {
      return sealed;
    }
    int start = frame.unitOffset();
    int end = start + frame.unitLength();
    QuarantineReason unreadable = realtime(frame.bytes(), start, end, profile);
    return unreadable == null ? untimely(frame.bytes(), start, end) : unreadable;
  }

  /** Judges a plain realtime unit; also used after decryption. */
  public @Nullable QuarantineReason realtime(byte[] bytes, int start, int end, Profile profile) {
    if (end - start < LEAST_REALTIME) {
      return QuarantineReason.TOO_SHORT;
    }
    if (!reader.resolve(bytes, start, end, profile, null)) {
      return reader.salvagedItems() > 0
          ? QuarantineReason.MALFORMED_TAIL
          : QuarantineReason.NO_LAYOUT;
    }
    boolean ownTimes = reader.layout() == Layout.HJ1239;
    return !ownTimes && WireTime.read(bytes, start) == WireTime.ILLEGAL
        ? QuarantineReason.BAD_TIME
        : null;
  }

  /** The first doubt about the second of an item, as the projector finds it. */
  private @Nullable QuarantineReason untimely(byte[] bytes, int start, int end) {
    boolean ownTimes = reader.layout() == Layout.HJ1239;
    head = ownTimes ? WireTime.ILLEGAL : WireTime.read(bytes, start);
    // No unit holds more samples than bytes, so an ordinary head time clears them all.
    if (!ownTimes && CollectionTime.clear(head, end - start, receivedMillis)) {
      return null;
    }
    if (!ownTimes && !firstSampleAtHead) {
      Arrays.fill(perType, 0);
      reader.items(bytes, start, end, counting);
    }
    Arrays.fill(seen, 0);
    doubt = null;
    reader.items(bytes, start, end, timing);
    return doubt;
  }

  private void time(int type, int index, int flow, long second, int body, int length) {
    long at = second;
    if (second == WireTime.ILLEGAL) {
      int number = seen[type]++;
      at = firstSampleAtHead ? head + number : head + number - (perType[type] - 1);
    }
    if (doubt == null) {
      doubt = CollectionTime.doubt(at, receivedMillis);
    }
  }

  private static @Nullable QuarantineReason sealed(Frame frame, Profile profile) {
    return Encryption.of(frame.encryption(), profile).opens()
        ? null
        : QuarantineReason.BAD_ENCRYPTION;
  }
}
