package lantian.obd.packet;

import java.util.List;
import lantian.obd.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What a frame's plain data unit says (报文内容). Times are epoch seconds, or {@link WireTime#ILLEGAL}.
 */
public sealed interface Packet {
  /** Login (车辆登入): {@code iccid} is the rest of the unit, NULs kept. */
  record Login(long time, int flow, String iccid) implements Packet {}

  /** Logout (车辆登出). */
  record Logout(long time, int flow) implements Packet {}

  /** Time sync (校时); {@code time} is null in a request. */
  record TimeSync(@Nullable Long time) implements Packet {}

  /** Removal alarm (拆除报警); coordinates as raw words. */
  record RemovalAlarm(long time, int flow, int locationState, long longitude, long latitude)
      implements Packet {}

  /**
   * Activation (激活信息); {@code signature} is where it stands in {@code unit}, −1 if there is none.
   */
  record Activation(
      long time, byte[] chipId, byte[] publicKey, String vin, byte[] unit, int start, int signature)
      implements Packet {}

  /** Activation answer (激活应答). */
  record ActivationAnswer(int status, int info) implements Packet {}

  /** Platform login (平台登入); user and password without trailing NULs. */
  record PlatformLogin(long time, int flow, String user, String password, int encryptRule)
      implements Packet {
    /** Without the password. */
    @Override
    public String toString() {
      return "PlatformLogin[flow=" + flow + "]";
    }
  }

  /** A platform's answer (应答). */
  record Answer(@Nullable Long time) implements Packet {}

  /**
   * Realtime or reissue (实时、补发).
   *
   * @param layouts all layouts that fit, in the order of spec clause 4.1; empty if none
   * @param layout the chosen one; the one items were salvaged with if none fits; null if nothing
   *     was
   * @param time head time
   * @param flow flow number of the head, {@link ItemSink#NO_FLOW} if the layout has none
   * @param items the items; the leading ones if none fits
   * @param unit the array with the plain unit
   * @param start where the unit begins
   * @param end where the unit ends
   * @param signature where the trailing signature stands, −1 if there is none
   * @param tail where the part begins that could not be read, −1 if a layout fits
   */
  record Realtime(
      List<Layout> layouts,
      @Nullable Layout layout,
      long time,
      int flow,
      List<Item> items,
      byte[] unit,
      int start,
      int end,
      int signature,
      int tail)
      implements Packet {}

  /** Original packets of terminals inside a platform's unit. */
  record Nested(List<Frame> frames) implements Packet {}

  /** The unit is encrypted. */
  record Encrypted(Encryption encryption) implements Packet {}

  /** The unit can't be read. */
  record Unreadable(QuarantineReason reason) implements Packet {}
}
