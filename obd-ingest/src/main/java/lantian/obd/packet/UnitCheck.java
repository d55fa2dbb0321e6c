package lantian.obd.packet;

import lantian.obd.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Walks a frame's unit before it is logged (数据单元预检), so that the answer knows accepted from
 * quarantined. Not thread-safe, one for each event loop; allocates nothing for plain frames.
 */
public final class UnitCheck {
  /** Every layout needs at least the head, a type and a body of some bytes. */
  private static final int LEAST_REALTIME = 8;

  private final UnitReader reader = new UnitReader();
  private final PlatformCommands platform;

  /** A check for a deployment's platform command codes. */
  public UnitCheck(PlatformCommands platform) {
    this.platform = platform;
  }

  /**
   * Null if the frame can be projected as it stands, else why not. Encrypted frames are not looked
   * into.
   */
  public @Nullable QuarantineReason check(Frame frame, Profile profile) {
    if (frame.platformStyle()) {
      return platformStyle(frame, profile);
    }
    return terminalStyle(frame, profile);
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

  private @Nullable QuarantineReason platformStyle(Frame frame, Profile profile) {
    if (frame.responseFlag() != 0xFE) {
      return null;
    }
    if (frame.command() == platform.login()) {
      return simple(frame, profile, 41);
    }
    if (frame.command() == platform.logout()) {
      return simple(frame, profile, 8);
    }
    byte[] bytes = frame.bytes();
    int at = frame.unitOffset();
    int end = at + frame.unitLength();
    if (frame.encryption() == 0x01 && Nesting.in(frame)) {
      while (at < end) {
        int whole = Nesting.frameAt(bytes, at, end);
        QuarantineReason nested = terminalStyle(new Frame(bytes, at, whole), profile);
        if (nested != null) {
          return nested;
        }
        at += whole;
      }
      return null;
    }
    return terminalStyle(frame, profile);
  }

  private @Nullable QuarantineReason terminalStyle(Frame frame, Profile profile) {
    return switch (frame.command()) {
      case Command.LOGIN -> simple(frame, profile, 16);
      case Command.REALTIME, Command.REISSUE -> realtime(frame, profile);
      case Command.LOGOUT -> simple(frame, profile, 8);
      case Command.TIME_SYNC, Command.ACTIVATION_ANSWER -> null;
      case Command.REMOVAL_ALARM -> simple(frame, profile, 17);
      case Command.ACTIVATION -> simple(frame, profile, 103);
      default -> QuarantineReason.UNKNOWN_COMMAND;
    };
  }

  private static @Nullable QuarantineReason simple(Frame frame, Profile profile, int least) {
    QuarantineReason sealed = sealed(frame, profile);
    if (sealed != null || frame.encryption() != 0x01) {
      return sealed;
    }
    if (frame.unitLength() < least) {
      return QuarantineReason.TOO_SHORT;
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
    return realtime(
        frame.bytes(), frame.unitOffset(), frame.unitOffset() + frame.unitLength(), profile);
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

  private static @Nullable QuarantineReason sealed(Frame frame, Profile profile) {
    return switch (Encryption.of(frame.encryption(), profile)) {
      case NONE, RSA, SM2, SM4, AES128 -> null;
      case ABNORMAL, INVALID -> QuarantineReason.BAD_ENCRYPTION;
    };
  }
}
