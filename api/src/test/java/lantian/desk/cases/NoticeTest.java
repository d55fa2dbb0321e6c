package lantian.desk.cases;

import static lantian.desk.cases.CaseSamples.ONE;
import static lantian.desk.cases.CaseSamples.TABLE;
import static lantian.desk.cases.CaseSamples.at;
import static lantian.desk.cases.CaseSamples.candidate;
import static lantian.desk.cases.CaseSamples.finding;
import static lantian.desk.cases.CaseSamples.led;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lantian.proto.CityTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What owners are told, against texts that people have read ({@code notices/*.txt}). */
class NoticeTest {
  private static final NoticeWriting WRITING = NoticeWriting.builtIn(CaseSamples.MOVING);
  private static final Instant NOW = at(60);
  private static final Instant MUCH_LATER = at(24 * 60);

  @Test
  void confirmed() throws IOException {
    golden("confirmed", led(candidate(ONE), "confirm"), NOW);
  }

  @Test
  void repairOrdered() throws IOException {
    CaseRecord ordered = led(candidate(ONE), "confirm", "refer", "receive", "orderRepair");
    golden("repair-ordered", ordered, NOW);
    golden("repair-overdue", ordered, MUCH_LATER);
    golden("repair-failed", led(ordered, "recordRepair", "failRetest"), NOW);
  }

  @Test
  void penaltyNotified() throws IOException {
    CaseRecord notified =
        led(candidate(ONE), "confirm", "refer", "receive", "waiveRepair", "enter", "notify");
    golden("penalty-notified", notified, NOW);
    golden("penalty-overdue", notified, MUCH_LATER);
    golden("closed", led(notified, "pay", "close"), NOW);
  }

  @Test
  void appealGrantedAfterPayment() throws IOException {
    CaseRecord raised =
        led(
            candidate(ONE),
            "confirm",
            "refer",
            "receive",
            "enter",
            "notify",
            "pay",
            "orderRepair",
            "raiseAppeal");
    golden("appeal-raised", raised, NOW);
    golden("appeal-granted", led(raised, "grantAppeal"), NOW);
    golden("appeal-upheld", led(raised, "upholdDecision"), NOW);
  }

  @Test
  void takenBackAfterConfirmation() throws IOException {
    CaseRecord returned = led(candidate(ONE), "confirm", "orderRepair", "refer", "return");
    golden("dismissed", led(returned, "dismiss"), NOW);
  }

  @Test
  void contradicted() throws IOException {
    CaseRecord confirmed = led(candidate(ONE), "confirm");
    CaseFinding refuted = finding(2, 2, FindingState.WITHDRAWN, ONE, null);
    golden(
        "contradicted",
        CaseSamples.grouping().take(List.of(confirmed), refuted, at(50)).orElseThrow(),
        NOW);
  }

  @Test
  void manyFindingsOfAnUnprovenSenderOnUnverifiedLaw() throws IOException {
    List<CaseFinding> rows = new ArrayList<>();
    for (int number = 1; number <= NoticeWriting.MOST + 2; number++) {
      rows.add(doubtful(finding(number, 1, FindingState.CLOSED, ONE, null)));
    }
    CaseRecord confirmed = led(candidate(ONE), "confirm");
    golden("doubtful", confirmed.rows(rows, List.of(), Set.of()), NOW);
    rows.set(1, finding(2, 1, FindingState.CLOSED, ONE, null));
    Notice notice = notice(confirmed.rows(rows, List.of(), Set.of()), NOW);
    assertThat(told(notice)).hasSize(2); // Unproven senders add nothing to a proven one.
    assertThat(notice.text()).doesNotContain("尚未核验", "以公布的文本为准");
  }

  private static CaseFinding doubtful(CaseFinding row) {
    return new CaseFinding(
        row.id(),
        row.revision(),
        row.changed(),
        row.state(),
        row.replaces(),
        row.subject(),
        row.kind(),
        false,
        row.origin(),
        row.ruleSet(),
        row.start(),
        row.end(),
        row.figures(),
        row.reason(),
        new LegalBasis(row.law().zh(), row.law().en(), false),
        row.packets());
  }

  private static List<Notice.Paragraph> told(Notice notice) {
    return notice.paragraphs().stream().filter(p -> p.part() == Notice.Part.MEASURED).toList();
  }

  @Test
  void nobodyIsToldOfWhatNoPersonHasConfirmed() {
    List<CaseRecord> inside =
        List.of(
            candidate(ONE),
            led(candidate(CaseSamples.TWO), "review"),
            led(candidate(ONE), "dismiss"),
            led(candidate(ONE), "merge"),
            led(candidate(ONE), "withdraw"));
    for (CaseRecord record : inside) {
      assertThat(WRITING.write(record, "苏E12345（黄牌）", NOW)).as("%s", record).isEmpty();
    }
  }

  /** A state without words would leave an owner in the dark; those named here have none to say. */
  @Test
  void everyStateHasItsWords() {
    Set<String> ids = NoticeTexts.builtIn(TABLE, CaseSamples.CLOCKS.ids()).ids();
    Set<String> silent = new TreeSet<>();
    for (Track track : Track.values()) {
      for (TrackState state : TABLE.states(track)) {
        if (!ids.contains(track.id() + "." + state.id())) {
          silent.add(track.id() + "." + state.id());
        }
      }
    }
    assertThat(silent)
        .containsExactly(
            "main.candidate", "main.reviewed", "main.withdrawn", "penalty.none", "repair.none");
    Arrays.stream(CaseFlag.values())
        .forEach(flag -> assertThat(ids).contains("flag." + flag.name()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{id: repair.sold, zh: 卖了, validFrom: 2020-05-01}",
        "{id: repair.ordered, zh: 修, clock: T7, validFrom: 2020-05-01}",
        "{id: repair.ordered, zh: 修, clock: T9, validFrom: 2020-05-01}",
        "{id: to, zh: 您, validFrom: 2020-05-01}, {id: to, zh: 你, validFrom: 2020-05-01}",
        "{id: to, zh: 您, source: 某法, validFrom: 2020-05-01}",
        "{id: to, zh: 您, validFrom: 2020-05-01, colour: red}",
      })
  void wordsThatContradictThemselvesAreRefused(String rows) {
    assertThatThrownBy(
            () -> NoticeTexts.read("texts: [" + rows + "]", TABLE, CaseSamples.CLOCKS.ids()))
        .isInstanceOf(BrokenTable.class);
  }

  @Test
  void theWordsOfTheDayAreUsed() {
    NoticeTexts texts =
        NoticeTexts.read(
            "texts: [{id: to, zh: 新, validFrom: 2026-02-01}, {id: to, zh: 旧, validFrom: 2020-05-01}]",
            TABLE,
            CaseSamples.CLOCKS.ids());
    assertThat(texts.text("to", LocalDate.of(2026, 1, 31), Map.of())).hasValue("旧");
    assertThat(texts.text("to", LocalDate.of(2026, 2, 1), Map.of())).hasValue("新");
    assertThat(texts.text("to", LocalDate.of(2019, 1, 1), Map.of())).hasValue("旧");
  }

  private static Notice notice(CaseRecord record, Instant now) {
    List<CaseFinding> rows = record.findings().stream().map(NoticeTest::spoken).toList();
    CaseRecord spoken = record.rows(rows, record.supplements(), record.flags());
    return WRITING.write(spoken, "苏E12345（黄牌）", now).orElseThrow();
  }

  /** With a reason as the rules word it. */
  private static CaseFinding spoken(CaseFinding row) {
    String when = CityTime.day(row.start()) + " " + LocalTime.ofInstant(row.start(), CityTime.ZONE);
    return new CaseFinding(
        row.id(),
        row.revision(),
        row.changed(),
        row.state(),
        row.replaces(),
        row.subject(),
        row.kind(),
        row.verified(),
        row.origin(),
        row.ruleSet(),
        row.start(),
        row.end(),
        row.figures(),
        new CaseFinding.Reason("自%s起半小时，下游NOx持续高于500 ppm。".formatted(when), ""),
        row.law(),
        row.packets());
  }

  private static void golden(String name, CaseRecord record, Instant now) throws IOException {
    Path file =
        Path.of(System.getProperty("lantian.root", ".."))
            .resolve("api/src/test/resources/notices/" + name + ".txt");
    String text = notice(record, now).text();
    if (Boolean.getBoolean("lantian.write.docs")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
