package lantian.desk.cases;

import static lantian.desk.cases.CaseSamples.TABLE;
import static lantian.desk.cases.CaseSamples.TWO;
import static lantian.desk.cases.CaseSamples.candidate;
import static lantian.desk.cases.CaseSamples.finding;
import static lantian.desk.cases.CaseSamples.led;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import lantian.desk.cases.EventChain.Break;
import lantian.desk.cases.EventChain.What;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whatever is done to a timeline is found, and where. */
class EventChainTest {
  private static final CaseRecord SOUND =
      led(
          candidate(TWO),
          "review",
          "confirm",
          "refer",
          "receive",
          "orderRepair",
          "enter",
          "notify",
          "pay");
  private static final int LAST = SOUND.events().size() - 1;

  @Test
  void aSoundOneHasNoFault() {
    assertThat(check(SOUND)).isEmpty();
    assertThat(check(candidate(TWO))).isEmpty();
    for (CaseEvent event : SOUND.events()) {
      assertThat(EventChain.check(SOUND, TABLE, event.hash())).isEmpty();
    }
  }

  @RepeatedTest(500)
  void anyFlippedBitIsFoundAtItsEvent(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    int at = random.nextInt(SOUND.events().size());
    CaseEvent was = SOUND.events().get(at);
    CaseEvent is = flipped(was, random);
    assertThat(is).isNotEqualTo(was);
    List<Break> breaks = check(replaced(at, event -> is));
    assertThat(breaks).as("seed %s: %s", seed.getCurrentRepetition(), is).isNotEmpty();
    assertThat(breaks).allMatch(found -> found.seq() == at);
  }

  @Test
  void anyEventThatIsMissingIsNamed() {
    for (int at = 0; at < LAST; at++) {
      List<CaseEvent> events = new ArrayList<>(SOUND.events());
      events.remove(at);
      assertThat(check(with(events))).containsExactly(new Break(at, What.MISSING));
    }
  }

  @Test
  void anEndThatWasCutOffShowsInTheStateOrAgainstAKeptHead() {
    List<CaseEvent> cut = SOUND.events().subList(0, LAST);
    assertThat(check(with(cut))).containsExactly(new Break(LAST - 1, What.STATE));
    CaseRecord setBack = with(SOUND, cut, cut.getLast().to());
    assertThat(check(setBack)).isEmpty(); // stated: only a head kept elsewhere finds it
    assertThat(EventChain.check(setBack, TABLE, SOUND.events().getLast().hash()))
        .containsExactly(new Break(LAST, What.HEAD));
    assertThat(check(with(List.of()))).containsExactly(new Break(0, What.MISSING));
  }

  @Test
  void anyTwoThatAreSwappedAreFound() {
    for (int a = 0; a <= LAST; a++) {
      for (int b = a + 1; b <= LAST; b++) {
        List<CaseEvent> events = new ArrayList<>(SOUND.events());
        Collections.swap(events, a, b);
        List<Break> breaks = check(with(events));
        assertThat(breaks).contains(new Break(a, What.MISSING), new Break(a, What.MISPLACED));
      }
    }
  }

  @Test
  void anyEventThatStandsTwiceIsFound() {
    for (int at = 0; at <= LAST; at++) {
      List<CaseEvent> events = new ArrayList<>(SOUND.events());
      events.add(at, events.get(at));
      assertThat(check(with(events))).containsExactly(new Break(at, What.MISPLACED));
    }
  }

  @Test
  void anEventOfAnotherCaseIsFound() {
    CaseRecord other =
        new CaseRecord(
            "e".repeat(32),
            SOUND.version(),
            SOUND.subject(),
            SOUND.kind(),
            SOUND.ordinal(),
            null,
            SOUND.state(),
            SOUND.findings(),
            SOUND.supplements(),
            SOUND.flags(),
            SOUND.clocks(),
            SOUND.reviewers(),
            SOUND.corrections(),
            SOUND.events());
    assertThat(check(other)).hasSize(LAST + 1).allMatch(found -> found.what() == What.CHANGED);
  }

  @Test
  void anEventRewrittenWithItsHashIsFoundByTheNext() {
    for (int at = 0; at < LAST; at++) {
      CaseRecord forged = replaced(at, event -> changed(event, "另一个理由").sealed(SOUND.id()));
      assertThat(check(forged)).containsExactly(new Break(at, What.CHANGED));
    }
  }

  @Test
  void aStateThatNoEventLedToIsFound() {
    CaseRecord jumped = with(SOUND, SOUND.events(), SOUND.state().with(Track.MAIN, "closed"));
    assertThat(check(jumped)).containsExactly(new Break(LAST, What.STATE));
  }

  @Test
  void aManifestThatChangedAfterConfirmationIsFound() {
    CaseRecord less =
        SOUND.rows(SOUND.findings().subList(0, 1), SOUND.supplements(), SOUND.flags());
    assertThat(check(less)).containsExactly(new Break(LAST, What.ROWS));
    CaseRecord more =
        SOUND.rows(SOUND.findings(), List.of(finding(1, 2, FindingState.WITHDRAWN)), SOUND.flags());
    assertThat(check(more)).containsExactly(new Break(LAST, What.ROWS));
    // By the way that is meant for it nothing is wrong.
    CaseRecord supplemented =
        CaseSamples.grouping()
            .take(List.of(SOUND), finding(1, 2, FindingState.WITHDRAWN), CaseSamples.at(90))
            .orElseThrow();
    assertThat(check(supplemented)).isEmpty();
  }

  @Test
  void aCorrectedPlateThatIsNotWhatItsEventsSayIsFound() {
    CaseRecord sound = CorrectingTest.takenBack(CorrectingTest.corrected(candidate(TWO)));
    assertThat(check(sound)).isEmpty();
    PlateCorrection one = sound.corrections().getFirst();
    int first = one.event();
    int second = first + 1;
    Plate other = new Plate("苏E54321", Plate.Colour.YELLOW);
    List<PlateCorrection> forged =
        List.of(
            new PlateCorrection(first, second, one.salt(), one.source(), one.read(), other),
            new PlateCorrection(first, second, one.salt(), one.source(), null, one.corrected()),
            new PlateCorrection(
                first, second, "0".repeat(32), one.source(), one.read(), one.corrected()));
    for (PlateCorrection each : forged) {
      assertThat(check(sound.corrections(List.of(each))))
          .containsExactly(new Break(first, What.PLATES), new Break(second, What.PLATES));
    }
    PlateCorrection standing =
        new PlateCorrection(first, null, one.salt(), one.source(), one.read(), one.corrected());
    assertThat(check(sound.corrections(List.of(standing))))
        .containsExactly(new Break(second, What.PLATES));
    assertThat(check(sound.corrections(List.of())))
        .containsExactly(new Break(first, What.PLATES), new Break(second, What.PLATES));
    assertThat(check(candidate(TWO).corrections(List.of(standing))))
        .containsExactly(new Break(first, What.PLATES));
    assertThat(check(sound.corrections(List.of(one, one)))).contains(new Break(first, What.PLATES));
  }

  private static List<Break> check(CaseRecord record) {
    return EventChain.check(record, TABLE, null);
  }

  private static CaseEvent flipped(CaseEvent event, SplittableRandom random) {
    CaseActor actor = event.actor();
    int bit = random.nextInt(8);
    CaseState from = event.from() == null ? event.to() : event.from();
    return switch (random.nextInt(17)) {
      case 0 -> copy(event, event.seq() ^ (1 << bit), event.at(), actor, event.move());
      case 1 ->
          copy(
              event,
              event.seq(),
              Instant.ofEpochMilli(event.at().toEpochMilli() ^ (1L << (5 * bit))),
              actor,
              event.move());
      case 2 -> copy(event, event.seq(), event.at(), actor, flip(event.move(), random));
      case 3 ->
          by(
              event,
              new CaseActor(
                  Actor.Kind.MACHINE,
                  actor.id(),
                  actor.name(),
                  actor.role(),
                  actor.organisation(),
                  actor.county()));
      case 4 ->
          by(
              event,
              new CaseActor(
                  actor.kind(),
                  flip(actor.id(), random),
                  actor.name(),
                  actor.role(),
                  actor.organisation(),
                  actor.county()));
      case 5 ->
          by(
              event,
              new CaseActor(
                  actor.kind(),
                  actor.id(),
                  flip(actor.name(), random),
                  actor.role(),
                  actor.organisation(),
                  actor.county()));
      case 6 ->
          by(
              event,
              new CaseActor(
                  actor.kind(),
                  actor.id(),
                  actor.name(),
                  Role.AUDIT,
                  actor.organisation(),
                  actor.county()));
      case 7 ->
          by(
              event,
              new CaseActor(
                  actor.kind(), actor.id(), actor.name(), actor.role(), "", actor.county()));
      case 8 ->
          by(
              event,
              new CaseActor(
                  actor.kind(), actor.id(), actor.name(), actor.role(), actor.organisation(), ""));
      case 9 -> stood(event, from.with(Track.PENALTY, flip(from.penalty(), random)), event.to());
      case 10 ->
          stood(event, event.from(), event.to().with(Track.MAIN, flip(event.to().main(), random)));
      case 11 -> changed(event, flip(event.reason(), random));
      case 12 ->
          told(
              event,
              new TreeMap<>(Map.of("x", "y")),
              event.manifest(),
              event.previous(),
              event.hash());
      case 13 ->
          told(event, event.data(), flip(event.manifest(), random), event.previous(), event.hash());
      case 14 ->
          told(event, event.data(), event.manifest(), flip(event.previous(), random), event.hash());
      case 15 ->
          told(event, event.data(), event.manifest(), event.previous(), flip(event.hash(), random));
      default ->
          stood(
              event,
              event.from(),
              event.to().with(Track.APPEAL, flip(event.to().appeal(), random)));
    };
  }

  /** One bit of one of the characters; surrogates never come out of what stands in a case. */
  private static String flip(String text, SplittableRandom random) {
    char[] chars = text.toCharArray();
    chars[random.nextInt(chars.length)] ^= (char) (1 << random.nextInt(7));
    return new String(chars);
  }

  private static CaseEvent changed(CaseEvent event, String reason) {
    return new CaseEvent(
        event.seq(),
        event.at(),
        event.actor(),
        event.move(),
        event.from(),
        event.to(),
        reason,
        event.data(),
        event.manifest(),
        event.previous(),
        event.hash());
  }

  private static CaseEvent copy(
      CaseEvent event, int seq, Instant at, CaseActor actor, String move) {
    return new CaseEvent(
        seq,
        at,
        actor,
        move,
        event.from(),
        event.to(),
        event.reason(),
        event.data(),
        event.manifest(),
        event.previous(),
        event.hash());
  }

  private static CaseEvent by(CaseEvent event, CaseActor actor) {
    return copy(event, event.seq(), event.at(), actor, event.move());
  }

  private static CaseEvent stood(CaseEvent event, @Nullable CaseState from, CaseState to) {
    return new CaseEvent(
        event.seq(),
        event.at(),
        event.actor(),
        event.move(),
        from,
        to,
        event.reason(),
        event.data(),
        event.manifest(),
        event.previous(),
        event.hash());
  }

  private static CaseEvent told(
      CaseEvent event, Map<String, String> data, String manifest, String previous, String hash) {
    return new CaseEvent(
        event.seq(),
        event.at(),
        event.actor(),
        event.move(),
        event.from(),
        event.to(),
        event.reason(),
        new TreeMap<>(data),
        manifest,
        previous,
        hash);
  }

  private static CaseRecord replaced(int at, UnaryOperator<CaseEvent> change) {
    List<CaseEvent> events = new ArrayList<>(SOUND.events());
    events.set(at, change.apply(events.get(at)));
    return with(events);
  }

  private static CaseRecord with(List<CaseEvent> events) {
    return with(SOUND, events, SOUND.state());
  }

  private static CaseRecord with(CaseRecord record, List<CaseEvent> events, CaseState state) {
    return new CaseRecord(
        record.id(),
        record.version(),
        record.subject(),
        record.kind(),
        record.ordinal(),
        record.previous(),
        state,
        record.findings(),
        record.supplements(),
        record.flags(),
        record.clocks(),
        record.reviewers(),
        record.corrections(),
        events);
  }
}
