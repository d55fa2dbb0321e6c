package lantian.deploy.simulate.world;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import lantian.deploy.simulate.Packer;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.wire.Sample;
import lantian.deploy.simulate.wire.Slot;
import lantian.deploy.simulate.wire.StreamBody;
import lantian.deploy.simulate.wire.TerminalWriter;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * The terminals of one truck (车载终端): what they make of its seconds, and what they say of
 * themselves.
 */
final class Terminals {
  private static final String CARD = "89860000000000000001";
  private static final int PLACE_AT = 24;
  private static final int PLACE_END = 33;
  private static final int NOT_KNOWN_S = 3_600;

  /** One of them. */
  private record Line(int number, Packer packer, TerminalWriter writer) {
    static Line of(int number, Vin vin) {
      TerminalWriter writer = new TerminalWriter(vin, CARD, Profile.GB17691, null);
      return new Line(number, new Packer(false), writer);
    }
  }

  private final Packets out;
  private final RandomGenerator random;
  private final Plug plug;
  private final Clock clock;
  private final boolean placeless;
  private final Line filed;
  private final Line other;
  private byte @Nullable [] place;
  private long stopped = -1;

  Terminals(
      Vin vin, @Nullable Fault fault, @Nullable Habit habit, RandomGenerator random, Packets out) {
    this.out = out;
    this.random = random;
    this.plug = new Plug(fault, habit, random);
    this.clock = new Clock(fault, habit, random);
    this.placeless = random.nextInt(10) == 0;
    this.filed = Line.of(1, vin);
    this.other = Line.of(2, vin);
  }

  /** The engine is started at this second. */
  void start(long second) {
    long from = stopped < 0 ? second - NOT_KNOWN_S : stopped;
    plug.start(from, second);
    alarms(second - 1);
    int waits = clock.waits(second - from);
    clock.start(second - Math.max(waits, 5), second);
    byte[] standing = new StreamBody().set(Slot.SPEED_KMH, 0).set(Slot.ENGINE_RPM, 0).bytes();
    for (long at = second - waits; at < second; at++) {
      send(filed, filed.packer.add(List.of(new Sample(at, Sample.STREAM, standing))), true);
    }
    send(filed, filed.packer.flush(), true);
  }

  /**
   * One second of a running engine.
   *
   * @param number terminal whose turn it is
   * @param samples what network and terminal leave of it
   * @param body what the truck says of where it is
   */
  void second(long second, int number, List<Sample> samples, byte[] body) {
    place = Arrays.copyOfRange(body, PLACE_AT, PLACE_END);
    boolean in = plug.in(second);
    alarms(second);
    if (in) {
      Line line = number == 1 ? filed : other;
      Line silent = number == 1 ? other : filed;
      send(silent, silent.packer.flush(), false);
      send(line, line.packer.add(samples), false);
    }
  }

  /** The engine is stopped at this second. */
  void stop(long second) {
    send(filed, filed.packer.flush(), false);
    send(other, other.packer.flush(), false);
    plug.stop(second);
    stopped = second;
  }

  private void alarms(long until) {
    for (long at = plug.alarm(until); at >= 0; at = plug.alarm(until)) {
      byte[] here = placeless || random.nextInt(10) == 0 ? null : place;
      byte[] frame = here == null ? filed.writer.removal(at) : filed.writer.removal(at, here);
      out.packet(clock.received(at), filed.number, frame);
    }
  }

  private void send(Line line, List<List<Sample>> packets, boolean waiting) {
    for (List<Sample> packet : packets) {
      byte[] frame = line.writer.realtime(packet);
      byte[] time = clock.shows(packet.getFirst().second(), waiting);
      byte[] sent = time == null ? frame : TerminalWriter.retimed(frame, time);
      out.packet(clock.received(packet.getLast().second()), line.number, sent);
    }
  }
}
