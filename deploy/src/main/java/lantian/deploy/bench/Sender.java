package lantian.deploy.bench;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import lantian.deploy.simulate.ConstructedVin;
import lantian.proto.CityTime;
import lantian.proto.Vin;

/**
 * One vehicle of the load (发送车辆): patches VIN, time, flow numbers and check byte into its next
 * packet. Costs no object and no walk over the frame.
 */
final class Sender {
  private static final int VIN_AT = 3;
  private static final int TIME_AT = 24;
  private static final int FLOW_AT = 31;
  private static final int ITEM = 40;
  private static final int LAST_FLOW = 65_531;
  private static final int PLATFORM_HEADER = 24;

  private final Payload payload;
  private final int vehicle;
  private final byte[] vin;
  private final byte vinCheck;
  private final long vinTail;
  private long second;
  private int number;
  private int flow;
  private int day = Integer.MIN_VALUE;
  private int date;

  /** A vehicle whose collection time begins at {@code second}. */
  Sender(Payload payload, int vehicle, long second) {
    this.payload = payload;
    this.vehicle = vehicle;
    this.vin = ConstructedVin.of('B', vehicle + 1).bytes();
    this.vinCheck = xor(vin);
    this.vinTail = ByteBuffer.wrap(vin).getLong(Vin.LENGTH - Long.BYTES);
    this.second = second;
  }

  /** Its number among all vehicles. */
  int vehicle() {
    return vehicle;
  }

  /** VIN of the vehicle. */
  Vin vin() {
    return Vin.of(vin, 0);
  }

  /** ICCID of its card, as {@link #vin} is filed with. */
  String iccid() {
    return "8986000000%010d".formatted(vehicle + 1);
  }

  /** Collection second of its next packet. */
  long second() {
    return second;
  }

  /** Its last eight characters as one number. */
  long vinTail() {
    return vinTail;
  }

  /** Writes the next packet, wrapped for a platform link if asked. */
  void write(ByteBuf out, boolean wrapped) {
    if (wrapped) {
      wrap(out);
    }
    byte[] frame = payload.frame(vehicle, number);
    int at = out.writerIndex();
    out.writeBytes(frame);
    int check = payload.check(vehicle, number) ^ vinCheck;
    out.setBytes(at + VIN_AT, vin);
    check ^= time(out, at + TIME_AT);
    for (int i = 0; i < Payload.SECONDS; i++) {
      flow = flow == LAST_FLOW ? 1 : flow + 1;
      out.setShort(at + FLOW_AT + i * ITEM, flow);
      check ^= flow ^ (flow >>> 8);
    }
    out.setByte(at + frame.length - 1, check);
    if (wrapped) {
      // The inner frame XORs to zero, so the outer check byte is that of its header.
      out.writeByte(outerCheck());
    }
    number++;
    second += Payload.SECONDS;
  }

  private void wrap(ByteBuf out) {
    out.writeShort(0x7E7E).writeByte(0x02).writeByte(0xFE).writeBytes(vin);
    out.writeByte(0x01).writeShort(Payload.FRAME);
  }

  private int outerCheck() {
    return 0x02 ^ 0xFE ^ vinCheck ^ 0x01 ^ Payload.FRAME ^ (Payload.FRAME >>> 8);
  }

  /** Length of what {@link #write} writes. */
  static int length(boolean wrapped) {
    return wrapped ? PLATFORM_HEADER + Payload.FRAME + 1 : Payload.FRAME;
  }

  private int time(ByteBuf out, int at) {
    int today = CityTime.dayNumber(second);
    if (today != day) {
      day = today;
      LocalDate civil = LocalDate.ofEpochDay(today);
      date =
          ((civil.getYear() - 2000) << 16) | (civil.getMonthValue() << 8) | civil.getDayOfMonth();
    }
    int rest = (int) (second - CityTime.startOf(day));
    int hour = rest / 3_600;
    int minute = rest / 60 % 60;
    int clock = (hour << 16) | (minute << 8) | (rest % 60);
    out.setMedium(at, date);
    out.setMedium(at + 3, clock);
    int both = date ^ clock;
    return both ^ (both >>> 8) ^ (both >>> 16);
  }

  private static byte xor(byte[] bytes) {
    byte sum = 0;
    for (byte b : bytes) {
      sum ^= b;
    }
    return sum;
  }
}
