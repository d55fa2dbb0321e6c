package lantian.desk.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.Inspection;
import lantian.desk.pinning.Ledger;
import lantian.desk.pinning.MarkCheck;
import lantian.desk.pinning.Pinned;
import lantian.obd.read.ObdProof;
import lantian.obd.read.ObdProof.Lane;
import lantian.obd.read.ObdProof.LaneCheck;
import org.jspecify.annotations.Nullable;

/**
 * What the OBD room stores, as ledgers (OBD 账册): the tombstones of archived months, the raw log,
 * the judged days, the findings.
 */
public final class ObdLedgers {
  private ObdLedgers() {}

  /** All of them, in the order in which they are checked: the days are held against the log. */
  public static List<Ledger> of(ObdProof proof) {
    return List.of(new Tombstones(proof), new Log(proof), new Days(proof), new Findings(proof));
  }

  /**
   * Tombstones of archived months, and what they say is archived.
   *
   * @param proof where they are read
   */
  private record Tombstones(ObdProof proof) implements Ledger {
    @Override
    public String name() {
      return "tombstones";
    }

    @Override
    public void observe(Instant since, Predicate<String> settled, Observer observer) {
      proof.tombstones(row -> {
        if (!row.changed().isBefore(since)) {
          observer.mark(row.key(), row.revision(), row.digest(), row.changed());
        }
      });
    }

    @Override
    public void check(Pinned pinned, Inspection inspection) {
      MarkCheck marks = new MarkCheck(name(), pinned, inspection);
      proof.tombstones(row -> take(row, marks, inspection, name()));
      marks.done();
      for (ObdProof.ArchivedMonth month : proof.archived()) {
        if (month.frames() > 0) {
          inspection.note(
              "log: %s is archived with %,d records (manifest %s)%s"
                  .formatted(
                      month.month(),
                      month.frames(),
                      month.manifest(),
                      month.dropped() ? "" : ", its collection is still there"));
        }
      }
    }
  }

  /**
   * The raw log: one chain for each lane of a writer.
   *
   * @param proof where it is read
   */
  private record Log(ObdProof proof) implements Ledger {
    @Override
    public String name() {
      return "log";
    }

    @Override
    public void observe(Instant since, Predicate<String> settled, Observer observer) {
      for (Lane lane : proof.lanes()) {
        if (!settled.test(lane.name())) {
          ObdProof.LaneEnd end = proof.end(lane);
          // A write that was under way when the writer was closed has long ended by then.
          boolean closed = lane.closed() != null && lane.closed().isBefore(since);
          observer.head(lane.name(), end.batches(), end.hash(), closed);
        }
      }
    }

    @Override
    public void check(Pinned pinned, Inspection inspection) {
      List<Lane> lanes = new ArrayList<>(proof.lanes());
      Set<String> names = new HashSet<>();
      lanes.forEach(lane -> names.add(lane.name()));
      for (String chain : pinned.chains().keySet()) {
        if (!names.contains(chain)) {
          inspection.wrong(Flaw.of("writers", chain, Flaw.Kind.MISSING, "its lane was pinned"));
          lanes.add(lane(chain));
        }
      }
      lanes.forEach(lane -> check(lane, pinned.chains().get(lane.name()), inspection));
      proof
          .strays(lanes)
          .forEach(
              key -> inspection.wrong(Flaw.of(name(), key, Flaw.Kind.ADDED, "stands in no lane")));
    }

    private static Lane lane(String chain) {
      int slash = chain.indexOf('/');
      return new Lane(
          Integer.parseUnsignedInt(chain.substring(0, slash)),
          Integer.parseInt(chain.substring(slash + 1)),
          null);
    }

    private void check(Lane lane, Pinned.@Nullable Chain pin, Inspection inspection) {
      Pinned.Chain known = pin == null ? new Pinned.Chain() : pin;
      LaneCheck found =
          proof.check(lane, known.hashes(), frames -> inspection.looked(name(), frames));
      if (found.fault() >= 0) {
        String elsewhere = found.elsewhere() < 0 ? null : lane.name() + "/" + found.elsewhere();
        boolean missing = found.kind().equals(Flaw.Kind.MISSING.name());
        String next = missing ? proof.next(lane, found.fault()) : "";
        inspection.wrong(
            new Flaw(
                name(),
                lane.name() + "/" + found.fault(),
                Flaw.Kind.valueOf(found.kind()),
                elsewhere,
                next.isEmpty()
                    ? "the first batch of its lane that does not hold"
                    : "the lane goes on with "
                        + next
                        + ", and no tombstone holds what is between"));
      } else if (found.batches() > known.count()) {
        if (known.closed()) {
          inspection.wrong(
              Flaw.of(
                  name(),
                  lane.name() + "/" + known.count(),
                  Flaw.Kind.ADDED,
                  "its writer was closed before"));
        } else {
          inspection.unpinned(name(), found.batches() - known.count());
        }
      }
    }
  }

  /**
   * Judged vehicle-days with their seals.
   *
   * @param proof where they are read
   */
  private record Days(ObdProof proof) implements Ledger {
    @Override
    public String name() {
      return "days";
    }

    @Override
    public void observe(Instant since, Predicate<String> settled, Observer observer) {
      proof.daysSince(
          since, row -> observer.mark(row.key(), row.revision(), row.digest(), row.changed()));
    }

    @Override
    public void check(Pinned pinned, Inspection inspection) {
      MarkCheck marks = new MarkCheck(name(), pinned, inspection);
      proof.days(
          packets -> inspection.looked(name(), packets),
          row -> take(row, marks, inspection, name()));
      marks.done();
      if (proof.archivedPackets() > 0) {
        inspection.note(
            "days: %,d packets under seals are archived: their seals fit, and whether the log held them"
                    .formatted(proof.archivedPackets())
                + " is seen in the archive only");
      }
    }
  }

  /**
   * Findings.
   *
   * @param proof where they are read
   */
  private record Findings(ObdProof proof) implements Ledger {
    @Override
    public String name() {
      return "findings";
    }

    @Override
    public void observe(Instant since, Predicate<String> settled, Observer observer) {
      proof.findingsSince(
          since, row -> observer.mark(row.key(), row.revision(), row.digest(), row.changed()));
    }

    @Override
    public void check(Pinned pinned, Inspection inspection) {
      MarkCheck marks = new MarkCheck(name(), pinned, inspection);
      proof.findings(row -> take(row, marks, inspection, name()));
      marks.done();
    }
  }

  /** One that is not as pinned is told once; what is wrong with it by itself is no more news. */
  private static void take(
      ObdProof.Row row, MarkCheck marks, Inspection inspection, String ledger) {
    inspection.looked(ledger, 1);
    boolean asPinned = marks.saw(row.key(), row.revision(), row.digest(), row.changed());
    if (asPinned && row.fault() != null) {
      inspection.wrong(Flaw.of(ledger, row.key(), Flaw.Kind.CHANGED, row.fault()));
    }
  }
}
