package lantian.obd.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.Conflict;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.FragmentCursor;
import lantian.obd.chunk.MergedItems;
import lantian.obd.chunk.Noting;
import lantian.obd.chunk.PacketRef;
import lantian.obd.chunk.Provenance;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.quality.DayMeasure;
import lantian.obd.quality.DayQuality;
import lantian.obd.quality.QualityLimits;
import lantian.obd.rule.DayResult;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Judge;
import lantian.obd.rule.Memory;
import lantian.obd.store.Verification.Verdict;
import lantian.obd.store.WrongSignatures.Wrong;
import lantian.proto.CityTime;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Judges the stored items of a vehicle-day (车辆日判定). Reads only; for one thread at a time.
 *
 * <p>Signatures are taken for good until something rests on them: a finding, or a conflict. Those
 * packets are verified, and if one does not hold, the day is judged anew without it. What could not
 * be verified proves nobody either, but is not held against its sender for good.
 */
final class DayCourt {
  private static final int MOST_ROUNDS = 100;

  private final Chunks chunks;
  private final MongoCollection<Document> findings;
  private final Judge judge;
  private final Verification verification;
  private final WrongSignatures wrongSignatures;
  private final RawLog log;
  private final List<QualityLimits> limits = QualityLimits.builtIn();
  private final int evidencePackets;

  DayCourt(Store store, Judge judge, RawLog log, Verification verification, int evidencePackets) {
    this(
        store,
        judge,
        log,
        verification,
        evidencePackets,
        new WrongSignatures(store.collection(Store.Name.FORGED)));
  }

  /** A court that keeps what it learns of signatures where it is told. */
  DayCourt(
      Store store,
      Judge judge,
      RawLog log,
      Verification verification,
      int evidencePackets,
      WrongSignatures wrongSignatures) {
    this.chunks = new Chunks(store.database());
    this.findings = store.collection(Store.Name.FINDINGS);
    this.judge = judge;
    this.verification = verification;
    this.wrongSignatures = wrongSignatures;
    this.log = log;
    this.evidencePackets = evidencePackets;
  }

  /**
   * What a day comes to.
   *
   * @param day the day as it is to be stored
   * @param atEnd the memory at its end
   * @param lastKey its last item, see {@link Vehicle#key}; MIN_VALUE if there was none
   * @param quality how good its data is
   * @param clashes true if items have several bodies, see {@link DayCourt#conflicts}
   * @param known what its packets were worth
   * @param recast earlier day whose packets turned out to be wrongly signed; the day itself if none
   *     did
   * @param archived month in whose archive packets of the day are; null if none are
   */
  record Ruling(
      JudgedDay day,
      Memory atEnd,
      long lastKey,
      DayQuality quality,
      boolean clashes,
      Provenance known,
      int recast,
      @Nullable String archived) {}

  private record Hearing(Ruling ruling, Map<Wrong, Verdict> disproved) {}

  /** Judges a day from the memory with which it begins. */
  Ruling judge(DayKey key, Memory atStart, Dossier dossier) {
    Set<Wrong> unproven = wrongSignatures.of(key.vin());
    for (int round = 0; round < MOST_ROUNDS; round++) {
      KnownProofs known = new KnownProofs(verification, dossier, unproven);
      Hearing hearing = once(key, atStart, dossier, known);
      Ruling ruling = hearing.ruling();
      Map<Wrong, Verdict> found = new HashMap<>();
      int recast = verify(key, hearing, dossier, known, found);
      if (found.isEmpty()) {
        return ruling;
      }
      unproven.addAll(found.keySet());
      found.values().removeIf(verdict -> verdict != Verdict.WRONG);
      wrongSignatures.add(key.vin(), found.keySet());
      if (recast < key.day()) {
        return new Ruling(
            ruling.day(),
            ruling.atEnd(),
            ruling.lastKey(),
            ruling.quality(),
            ruling.clashes(),
            known,
            recast,
            ruling.archived());
      }
    }
    throw new IllegalStateException("a day does not settle");
  }

  private Hearing once(DayKey key, Memory atStart, Dossier dossier, KnownProofs known) {
    Set<LogPosition> packets = new HashSet<>();
    Disputes disputes = new Disputes(all -> unproven(key.vin(), all, dossier));
    Provenance heard = known.telling(disputes);
    try (FragmentCursor stored = chunks.fragments(key.vin(), key.start(), key.end())) {
      MergedItems items =
          MergedItems.of(new Noting(stored, packets), List.of(), key.start(), key.end(), heard);
      DayMeasure measure =
          new DayMeasure(QualityLimits.at(limits, key.day()), key.start(), key.end());
      DayReadings readings =
          new DayReadings(items, dossier, packet -> known.presume(packet, disputes), measure);
      DayResult result = judge.day(atStart, readings, key.vin(), dossier);
      Memory atEnd = result.atEnd();
      JudgedDay day =
          new JudgedDay(
              key,
              atStart.digest(),
              atEnd.encode(),
              atEnd.digest(),
              packets.size(),
              DayReadings.seal(packets),
              result.tallies(),
              result.findings());
      return new Hearing(
          new Ruling(
              day,
              atEnd,
              readings.lastKey(),
              measure.quality(),
              readings.clashes(),
              known,
              key.day(),
              log.archived(packets).values().stream().findFirst().orElse(null)),
          disputes.found());
    }
  }

  /** Tells the items of a judged day that have several bodies, in their order. */
  void conflicts(DayKey key, Ruling ruling, Consumer<Conflict> taker) {
    if (!ruling.clashes()) {
      return;
    }
    try (FragmentCursor stored = chunks.fragments(key.vin(), key.start(), key.end())) {
      MergedItems items = MergedItems.of(stored, List.of(), key.start(), key.end(), ruling.known());
      while (items.next()) {
        Conflict conflict = items.conflict();
        if (conflict != null) {
          taker.accept(conflict);
        }
      }
    }
  }

  /** Adds what does not hold to {@code found}; answers the earliest day that it touches. */
  private int verify(
      DayKey key, Hearing hearing, Dossier dossier, KnownProofs known, Map<Wrong, Verdict> found) {
    if (!dossier.hasKeys()) {
      return key.day();
    }
    found.putAll(hearing.disproved());
    int earliest = key.day();
    for (Finding finding : hearing.ruling().day().findings()) {
      Map<PacketRef, Long> rests = rests(finding, known);
      Map<Wrong, Verdict> unproven = unproven(key.vin(), known.presumed(rests.keySet()), dossier);
      found.putAll(unproven);
      for (Map.Entry<PacketRef, Long> rest : rests.entrySet()) {
        if (unproven.containsKey(Verification.claim(rest.getKey(), dossier))) {
          earliest = Math.min(earliest, CityTime.dayNumber(rest.getValue()));
        }
      }
    }
    return earliest;
  }

  /**
   * Those whose signature does not hold, or could not be checked. Of archived packets that belong
   * to a finding begun on an earlier day it was checked when that day was judged.
   */
  private Map<Wrong, Verdict> unproven(Vin vin, Collection<PacketRef> packets, Dossier dossier) {
    Map<Wrong, Verdict> verdicts =
        verification.verdicts(
            packets.stream().map(packet -> new Verification.Asked(vin, packet, dossier)).toList());
    verdicts.values().removeIf(v -> v == Verdict.RIGHT || v == Verdict.ARCHIVED);
    return verdicts;
  }

  /** The packets of all copies that a finding may rest on, with the first second of each. */
  private Map<PacketRef, Long> rests(Finding finding, Provenance known) {
    Map<PacketRef, Long> rests = new LinkedHashMap<>();
    over(
        finding,
        known,
        items -> items.sources().forEach(packet -> rests.putIfAbsent(packet, items.second())));
    return rests;
  }

  private void over(Finding finding, Provenance known, Consumer<MergedItems> taker) {
    long from = finding.start().getEpochSecond();
    long to = finding.last().getEpochSecond() + 1;
    try (FragmentCursor stored = chunks.fragments(finding.subject(), from, to)) {
      MergedItems items = MergedItems.of(stored, List.of(), from, to, known);
      while (items.next()) {
        if (items.judged()) {
          taker.accept(items);
        }
      }
    }
  }

  /** The packets of a finding, copied from the log. */
  Evidence evidence(Finding finding, Dossier dossier) {
    Set<Wrong> unproven = wrongSignatures.of(finding.subject());
    KnownProofs known = new KnownProofs(verification, dossier, unproven);
    Map<LogPosition, PacketRef> best = new TreeMap<>();
    over(finding, known, items -> best.putIfAbsent(items.source().position(), items.source()));
    List<PacketRef> packets = List.copyOf(best.values());
    List<PacketRef> first = packets.subList(0, Math.min(packets.size(), evidencePackets));
    unproven.addAll(unproven(finding.subject(), known.presumed(first), dossier).keySet());
    Map<LogPosition, LogEntry> frames =
        log.frames(first.stream().map(PacketRef::position).toList());
    List<Evidence.Copy> copies = new ArrayList<>();
    for (PacketRef packet : first) {
      LogEntry entry = frames.get(packet.position());
      byte[] frame = entry == null ? kept(finding, packet.position()) : entry.frame().copy();
      if (frame != null) {
        copies.add(new Evidence.Copy(packet, known.trust(packet), frame));
      }
    }
    Origin origin =
        packets.stream().map(known::origin).max(Origin::compareTo).orElse(Origin.MEASURED);
    return new Evidence(copies, packets.size(), origin);
  }

  /** The copy of an archived packet that was made while the log had it. */
  private byte @Nullable [] kept(Finding finding, LogPosition position) {
    Document stored = findings.find(eq(finding.id().text())).first();
    if (stored == null) {
      return null;
    }
    Binary wanted = new Binary(position.key());
    for (Document copy : stored.getList("packets", Document.class, List.of())) {
      if (wanted.equals(copy.get("position"))) {
        return copy.get("frame", Binary.class).getData();
      }
    }
    return null;
  }
}
