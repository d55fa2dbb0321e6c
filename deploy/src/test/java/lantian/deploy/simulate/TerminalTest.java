package lantian.deploy.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import lantian.deploy.simulate.wire.Sample;
import lantian.deploy.simulate.wire.StreamBody;
import lantian.deploy.simulate.wire.TerminalWriter;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;
import org.junit.jupiter.api.Test;

/** What a terminal does, second by second. */
class TerminalTest {
  private static final long START = 1_700_000_000L;
  private static final int LOGIN = 1;
  private static final int REALTIME = 2;
  private static final int REISSUE = 3;
  private static final int LOGOUT = 4;

  @Test
  void logsInSendsEveryTenSecondsAndLogsOutAfterTheEngineStops() {
    Terminal terminal = terminal(running(35), new Coverage(0, new SplittableRandom(1)), 10);
    List<Integer> commands = commands(live(terminal, 100));
    assertThat(commands).containsExactly(LOGIN, REALTIME, REALTIME, REALTIME, REALTIME, LOGOUT);
  }

  @Test
  void silentTruckSaysNothing() {
    Terminal terminal = terminal(running(0), new Coverage(0, new SplittableRandom(1)), 10);
    assertThat(live(terminal, 100)).isEmpty();
  }

  @Test
  void keepsItsPacketsInAHoleAndSendsThemBeforeLiveData() {
    Coverage holes = new Coverage(12, new SplittableRandom(4));
    Terminal terminal = terminal(running(3_600), holes, 1_000);
    List<Step> steps = live(terminal, 7_200);
    assertThat(steps).filteredOn(Step.Disconnect.class::isInstance).hasSizeGreaterThan(2);
    assertThat(commands(steps)).contains(REISSUE);
    // Nothing is lost, nothing is sent twice, and each packet is later than the one before.
    assertThat(heads(steps)).hasSize(360).doesNotHaveDuplicates().isSorted();
    assertThat(terminal.dropped()).isZero();
  }

  @Test
  void fullMemoryDropsTheOldestAndCountsThem() {
    Coverage never = new Coverage(1e9, new SplittableRandom(1));
    never.at(START - 100_000);
    Terminal terminal = terminal(running(3_600), never, 3);
    long lost = 360L - heads(live(terminal, 3_700)).size();
    assertThat(terminal.dropped()).isEqualTo(lost).isPositive();
  }

  @Test
  void pastGoesOutAsReissue() {
    Terminal terminal = terminal(running(60), new Coverage(0, new SplittableRandom(1)), 10);
    List<Step> steps = new ArrayList<>();
    LongStream.range(START, START + 60)
        .forEach(second -> steps.addAll(terminal.past(second, START + 60)));
    assertThat(commands(steps))
        .containsExactly(LOGIN, REISSUE, REISSUE, REISSUE, REISSUE, REISSUE, REISSUE);
  }

  @Test
  void aFewSecondsOfPastAreSentOnceTheTruckIsSilent() {
    Terminal terminal = terminal(running(4), new Coverage(0, new SplittableRandom(1)), 10);
    LongStream.range(START, START + 4)
        .forEach(second -> assertThat(terminal.past(second, START + 4)).isEmpty());
    List<Step> later =
        LongStream.range(START + 4, START + 60)
            .mapToObj(terminal::live)
            .flatMap(List::stream)
            .toList();
    assertThat(commands(later)).containsExactly(LOGIN, REALTIME, LOGOUT);
  }

  @Test
  void obdBlockTravelsAloneWhereItemsHaveNoTimeOfTheirOwn() {
    Sample block = new Sample(START, Sample.OBD, new byte[96]);
    Sample stream = new Sample(START, Sample.STREAM, new byte[StreamBody.LENGTH]);
    assertThat(new Packer(false).add(List.of(block, stream))).containsExactly(List.of(block));
    Packer together = new Packer(true);
    assertThat(together.add(List.of(block, stream))).isEmpty();
    assertThat(together.flush()).containsExactly(List.of(block, stream));
  }

  private static Source running(int seconds) {
    return second ->
        second < START + seconds
            ? List.of(new Sample(second, Sample.STREAM, new StreamBody().bytes()))
            : List.of();
  }

  private static Terminal terminal(Source source, Coverage coverage, int memory) {
    TerminalWriter writer =
        new TerminalWriter(
            new Vin("LSUZTEST0VIN00001"), "89860000000000000001", Profile.GB17691, null);
    return new Terminal(writer, Profile.GB17691, source, coverage, memory);
  }

  private static List<Step> live(Terminal terminal, int seconds) {
    return LongStream.range(START, START + seconds)
        .mapToObj(terminal::live)
        .flatMap(List::stream)
        .toList();
  }

  private static List<Integer> commands(List<Step> steps) {
    return frames(steps).stream().map(frame -> (int) frame[2]).toList();
  }

  private static List<byte[]> frames(List<Step> steps) {
    List<byte[]> frames = new ArrayList<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Connect(byte[] login) -> frames.add(login);
        case Step.Send(byte[] frame) -> frames.add(frame);
        case Step.Disconnect(), Step.Leave() -> {}
      }
    }
    return frames;
  }

  /** Head times of the data packets, as six bytes in one number. */
  private static List<Long> heads(List<Step> steps) {
    return frames(steps).stream()
        .filter(frame -> frame[2] == REALTIME || frame[2] == REISSUE)
        .map(frame -> {
          long head = 0;
          for (int i = 24; i < 30; i++) {
            head = (head << 8) | frame[i];
          }
          return head;
        })
        .toList();
  }
}
