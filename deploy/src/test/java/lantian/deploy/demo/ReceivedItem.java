package lantian.deploy.demo;

import java.util.ArrayList;
import java.util.List;
import lantian.obd.frame.Frame;
import lantian.obd.packet.Item;
import lantian.obd.packet.Layout;
import lantian.obd.packet.ObdBlock;
import lantian.obd.packet.Packet;
import lantian.obd.packet.Packets;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;
import lantian.obd.packet.Quality;
import lantian.obd.packet.Signal;
import lantian.obd.packet.WireTime;
import lantian.obd.rule.Reading;
import org.jspecify.annotations.Nullable;

/** What the project's decoder makes of one item of an encoded frame. */
record ReceivedItem(long second, Item item) implements Reading {
  private static final int OBD = 0x01;
  private static final int STREAM = 0x02;

  /** The items of a data frame; none for any other. */
  static List<ReceivedItem> of(byte[] frame, Profile profile) {
    Packets packets = new Packets(PlatformCommands.DEFAULT);
    List<ReceivedItem> items = new ArrayList<>();
    if (packets.read(Frame.of(frame), profile, null) instanceof Packet.Realtime realtime) {
      if (realtime.layouts().isEmpty()) {
        throw new AssertionError("no layout fits an encoded frame");
      }
      boolean own = realtime.layout() == Layout.HJ1239;
      for (Item item : realtime.items()) {
        long second = own ? item.second() : realtime.time() + item.index();
        if (second <= WireTime.ILLEGAL + 1_000) {
          throw new AssertionError("an encoded time is not legal");
        }
        items.add(new ReceivedItem(second, item));
      }
    }
    return items;
  }

  @Override
  public int type() {
    return item.type();
  }

  @Override
  public boolean verified() {
    return true;
  }

  @Override
  public long raw(Signal signal) {
    return item.type() == STREAM ? signal.raw(item.unit(), item.body()) : -1;
  }

  @Override
  public boolean usable(Signal signal) {
    return item.type() == STREAM && signal.quality(raw(signal)) == Quality.VALID;
  }

  @Override
  public boolean saturated(Signal signal) {
    return item.type() == STREAM && signal.quality(raw(signal)) == Quality.SATURATED;
  }

  @Override
  public double value(Signal signal) {
    return signal.value(raw(signal));
  }

  @Override
  public int mil() {
    return item.type() == OBD ? item.unit()[item.body() + 1] & 0xFF : -1;
  }

  @Override
  public int dtcCount() {
    return item.type() == OBD ? item.unit()[item.body() + 95] & 0xFF : -1;
  }

  @Override
  public @Nullable ObdBlock block() {
    return item.type() == OBD ? new ObdBlock(item.unit(), item.body()) : null;
  }
}
