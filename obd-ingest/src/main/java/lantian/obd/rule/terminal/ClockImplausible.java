package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import java.util.List;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.ClockDoubt;
import lantian.obd.packet.CollectionTime;
import lantian.obd.packet.ItemType;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * The terminal's clock can't be right for hours (终端时钟异常), {@code OBD-CLOCK-IMPLAUSIBLE}. See spec
 * clauses 7.7 and 10.
 *
 * <p>Told of packets whose times can't be, by the second of their receipt, with no right item
 * between (decision 0054). The first ones after a start, before the clock is set, are let pass. A
 * clock of twelve hours is right before noon: only later items speak for it.
 */
public final class ClockImplausible
    implements Rule<ClockImplausible.Memory, ClockImplausible.Limits> {
  private static final Memory NONE = new Memory(false, null, Copies.NONE, null);

  /**
   * Packets without a right item between.
   *
   * @param since second of the first
   * @param last second of the last
   * @param count how many different ones
   * @param kind code of the reason of the first
   * @param verified true if all are verified
   * @param right right items since the last
   */
  record Run(long since, long last, int count, int kind, boolean verified, int right) {
    static Run with(@Nullable Run was, Reading mark) {
      boolean sure = mark.verified();
      long now = mark.second();
      return was == null
          ? new Run(now, now, 1, (int) mark.clock() & 0xFF, sure, 0)
          : new Run(was.since, now, was.count + 1, was.kind, was.verified && sure, 0);
    }

    /** True if an item of this second shows that the clock is right. */
    boolean refutedAt(long second) {
      return kind != ClockDoubt.TWELVE_HOURS.code() || CollectionTime.afternoon(second);
    }

    Run righted() {
      return new Run(since, last, count, kind, verified, right + 1);
    }

    Episode episode(String ruleSet, long limit, long passed) {
      long packets = count * 1000L;
      return new Episode(ruleSet, since, last, passed, packets, packets, limit, kind, verified);
    }
  }

  /**
   * What is remembered.
   *
   * @param proven true if the last right item was verified
   * @param run packets that go on, null if there are none
   * @param copies the last packets, of which a copy is not counted
   * @param told what was told, null before
   */
  public record Memory(boolean proven, @Nullable Run run, Copies copies, @Nullable Episode told) {}

  /**
   * Limits.
   *
   * @param packets how many different packets
   * @param seconds shortest time from the first to the last
   * @param apartSeconds shortest time from one that is counted to the next: a buffer that is
   *     emptied says once what it has to say
   * @param spanSeconds longest time between one and the next
   * @param rightItems right items after which it is over
   */
  public record Limits(
      int packets, long seconds, int apartSeconds, long spanSeconds, int rightItems) {}

  @Override
  public String id() {
    return "OBD-CLOCK-IMPLAUSIBLE";
  }

  @Override
  public String unit() {
    return "packets";
  }

  @Override
  public List<Cause> causes() {
    return List.of();
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  public Limits limits(LimitsBlock block) {
    return new Limits(
        block.whole("packets", "", 2, 100_000),
        Math.round(block.number("hours", "h", 0.001, 1000) * 3600),
        block.whole("apartSeconds", "s", 0, 3600),
        block.whole("spanSeconds", "s", 1, 62 * 86_400),
        block.whole("rightItems", "", 1, 100_000));
  }

  @Override
  public Memory step(Memory was, Reading item, Limits limits, VehicleFacts facts, Findings out) {
    return switch (item.type()) {
      case ItemType.STREAM, ItemType.TWC, ItemType.TWC_NOX -> right(was, item, limits, out);
      case ItemType.CLOCK -> wrong(was, item, limits, out);
      default -> was;
    };
  }

  private static Memory right(Memory m, Reading item, Limits limits, Findings out) {
    boolean sure = item.verified();
    Run run = m.run;
    if (run == null || (run.verified && !sure) || !run.refutedAt(item.second())) {
      return m.proven == sure ? m : new Memory(sure, run, m.copies, m.told);
    }
    Run next = run.righted();
    if (m.told != null && next.right < limits.rightItems) {
      return new Memory(sure, next, m.copies, m.told);
    }
    close(m, out);
    return new Memory(sure, null, m.copies, null);
  }

  /** A packet that anybody can have sent says nothing of a vehicle whose items are proven. */
  private static Memory wrong(Memory m, Reading mark, Limits limits, Findings out) {
    if ((m.proven && !mark.verified()) || m.copies.holds(mark.clock())) {
      return m;
    }
    out.assessed();
    Run was = m.run;
    Episode told = m.told;
    Copies copies = m.copies.with(mark.clock());
    if (was != null && mark.second() - was.last < limits.apartSeconds) {
      return new Memory(m.proven, was, copies, told);
    }
    if (was != null && mark.second() - was.last > limits.spanSeconds) {
      close(m, out);
      was = null;
      told = null;
    }
    Run run = Run.with(was, mark);
    if (told == null && run.count >= limits.packets && run.last - run.since >= limits.seconds) {
      told = run.episode(out.ruleSet(), limits.packets * 1000L, run.last);
      out.open(told);
    }
    return new Memory(m.proven, run, copies, told);
  }

  private static void close(Memory m, Findings out) {
    if (m.run != null && m.told != null) {
      out.close(m.run.episode(m.told.ruleSet(), m.told.limit(), m.told.peakAt()));
    }
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.told;
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    ClockDoubt kind = ClockDoubt.of((int) episode.detail());
    String packets = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    return Phrases.span(episode, closed)
        .with(
            "按接收时间，终端发来%s个时间不可能的报文（首个：%s），其中连续%s个以上期间没有一条时间正常的数据"
                .formatted(packets, kind.zh(), limit),
            "by the time of receipt, the terminal sent %s packets with times that can't be (the first: %s), at least %s of them with no data of a right time between"
                .formatted(packets, kind.en(), limit));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("终端时钟异常", "Implausible clock"),
        new Wording(
            "报文时间为终端默认时间、不合法、过早，或超前于平台时间5分钟以上，或以实时报文发来而恰好慢12小时（12小时制）；"
                + "按接收时间，此类不同报文达到规定个数、持续规定时间，其间没有时间正常的数据（12小时制：没有13时以后的数据）。",
            "Packets whose time is the terminal's default, no legal date, implausibly old, more than five minutes ahead of"
                + " the platform, or twelve hours slow in a packet sent as live (a 12-hour clock): by their receipt so many"
                + " different ones over so many hours, and no data with a right time between (12-hour clock: none of one in the"
                + " afternoon and later)."),
        new Wording(
            "时间错误的数据不能用于判定，时钟长期异常的车辆等于无人监管。",
            "Data with a wrong time can't be judged: a vehicle whose clock stays wrong is seen by nobody."),
        new Wording(
            "起动后校时前的少量报文不看；慢几小时（恰好12小时除外）或快不足5分钟的时钟看不见；只在上午行驶的12小时制时钟看不见，其下午的数据不参与判定；"
                + "平台自身时钟错误时所有车辆都会出现；以接收时间计，补发的旧报文计在收到的时候；发送者未核验的报文不用于已核验的车辆。",
            "The few packets before the clock is set after a start are let pass. A clock that is hours slow (but for just twelve)"
                + " or less than five minutes fast is not seen, nor a 12-hour clock of a vehicle that is never driven after noon;"
                + " what it sends after noon is not judged. If the platform's own clock is wrong, all vehicles show it. Old"
                + " packets count when they are received. An unproven packet is not held against a proven vehicle."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory m, ByteBuffer out) {
    out.put((byte) (m.proven ? 1 : 0));
    Run run = m.run;
    out.put((byte) (run == null ? 0 : 1));
    if (run != null) {
      out.putLong(run.since).putLong(run.last).putInt(run.count).putInt(run.kind);
      out.put((byte) (run.verified ? 1 : 0)).putInt(run.right);
    }
    m.copies.write(out);
    Episode.write(m.told, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    boolean proven = in.get() != 0;
    Run run =
        in.get() == 0
            ? null
            : new Run(
                in.getLong(), in.getLong(), in.getInt(), in.getInt(), in.get() != 0, in.getInt());
    return new Memory(proven, run, Copies.read(in), Episode.read(in));
  }
}
