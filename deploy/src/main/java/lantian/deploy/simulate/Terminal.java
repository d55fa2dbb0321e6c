package lantian.deploy.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import lantian.deploy.simulate.wire.Sample;
import lantian.deploy.simulate.wire.TerminalWriter;
import lantian.obd.packet.Profile;

/**
 * A simulated on-board terminal (车载终端): what it does second by second. Knows no socket and no
 * clock.
 *
 * <p>Packets it cannot send are kept, the oldest dropped when its memory is full, and sent as
 * reissue (补发) before live data once the network is back, two a second.
 */
public final class Terminal {
  private static final int REISSUE_PER_SECOND = 2;
  private static final int LOGOUT_AFTER = 20;

  private final TerminalWriter writer;
  private final Source source;
  private final Coverage coverage;
  private final Packer packer;
  private final int memory;
  private final Deque<List<Sample>> kept = new ArrayDeque<>();
  private boolean connected;
  private int silentFor = LOGOUT_AFTER;
  private long dropped;

  /**
   * A terminal.
   *
   * @param writer writes its frames
   * @param profile the profile the writer speaks
   * @param source what it collects
   * @param coverage where it has a network
   * @param memory packets it keeps while it has none
   */
  public Terminal(
      TerminalWriter writer, Profile profile, Source source, Coverage coverage, int memory) {
    this.writer = writer;
    this.source = source;
    this.coverage = coverage;
    this.packer = new Packer(profile == Profile.HJ1239);
    this.memory = memory;
  }

  /** What it does in this second of ordinary operation. */
  List<Step> live(long second) {
    List<Step> steps = new ArrayList<>(2);
    List<Sample> samples = source.at(second);
    silentFor = samples.isEmpty() ? silentFor + 1 : 0;
    boolean wanted = silentFor < LOGOUT_AFTER || !kept.isEmpty();
    boolean network = coverage.at(second);
    if (connected && !network) {
      steps.add(new Step.Disconnect());
      connected = false;
    }
    if (!connected && network && wanted) {
      steps.add(new Step.Connect(writer.login(second)));
      connected = true;
    }
    send(second, silentFor == LOGOUT_AFTER ? packer.flush() : packer.add(samples), steps);
    if (connected && !wanted) {
      leave(second, steps);
    }
    return steps;
  }

  /**
   * What it does with a second of the past: everything goes out as reissue, at {@code sendSecond}.
   */
  List<Step> past(long second, long sendSecond) {
    List<Step> steps = new ArrayList<>(1);
    List<Sample> samples = source.at(second);
    silentFor = samples.isEmpty() ? silentFor + 1 : 0;
    reissue(packer.add(samples), sendSecond, steps);
    return steps;
  }

  /** Sends what is open, logs out. */
  List<Step> stop(long second) {
    List<Step> steps = new ArrayList<>(2);
    reissue(packer.flush(), second, steps);
    if (connected) {
      leave(second, steps);
    }
    return steps;
  }

  /** Packets that were lost because the memory was full. */
  long dropped() {
    return dropped;
  }

  private void send(long second, List<List<Sample>> packets, List<Step> steps) {
    boolean direct = connected && kept.isEmpty();
    for (List<Sample> packet : packets) {
      if (direct) {
        steps.add(new Step.Send(writer.realtime(packet)));
      } else {
        keep(packet);
      }
    }
    for (int i = 0; connected && !direct && i < REISSUE_PER_SECOND && !kept.isEmpty(); i++) {
      steps.add(new Step.Send(writer.reissue(kept.remove(), second)));
    }
  }

  private void reissue(List<List<Sample>> packets, long sendSecond, List<Step> steps) {
    for (List<Sample> packet : packets) {
      if (!connected) {
        steps.add(new Step.Connect(writer.login(sendSecond)));
        connected = true;
      }
      steps.add(new Step.Send(writer.reissue(packet, sendSecond)));
    }
  }

  private void keep(List<Sample> packet) {
    if (kept.size() == memory) {
      kept.remove();
      dropped++;
    }
    kept.add(packet);
  }

  private void leave(long second, List<Step> steps) {
    steps.add(new Step.Send(writer.logout(second)));
    steps.add(new Step.Leave());
    connected = false;
  }
}
