package lantian.deploy.bench;

import com.mongodb.client.MongoDatabase;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import lantian.desk.cases.CaseFinding;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseSettings;
import lantian.desk.cases.CaseStock;
import lantian.desk.cases.Casework;
import lantian.desk.cases.FilingChanges;
import lantian.desk.cases.FindingFacts;
import lantian.desk.cases.FindingSource;
import lantian.desk.register.DeskRegister;
import lantian.desk.register.FilingRow;
import lantian.desk.register.TerminalValues;
import lantian.desk.register.VehicleValues;
import lantian.obd.filing.VehicleFacts;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/** Fills a desk (测试案件入库): vehicles first, then their cases. */
final class DeskStock {
  private static final Duration BEFORE = Duration.ofDays(400);
  private static final int VEHICLES_AT_ONCE = 5_000;
  private static final int CASES_AT_ONCE = 1_000;
  private static final int THREADS = 2;

  private final MongoDatabase stored;

  /** Vehicles that have come to the station which asks for its repairs. */
  private static final int IN_A_YARD = 500;

  private final DeskRegister register;
  private final Instant now;
  private final Report report;

  DeskStock(MongoDatabase stored, DeskRegister register, Instant now, Report report) {
    this.stored = stored;
    this.register = register;
    this.now = now;
    this.report = report;
  }

  /** Fills it; comes back when all is there. */
  void fill(DeskPlan plan, long seed) throws InterruptedException {
    int vehicles = plan.vehicles();
    for (int from = 0; from < vehicles; from += VEHICLES_AT_ONCE) {
      int to = Math.min(vehicles, from + VEHICLES_AT_ONCE);
      report.doing("filing vehicles up to %,d of %,d", to, vehicles);
      register.file(IntStream.range(from, to).mapToObj(this::row).toList(), "bench", false);
    }
    try (Casework casework =
        Casework.open(
            stored,
            new Nothing(),
            register.readings(),
            this::changes,
            record -> FindingFacts.Evidence.UNKNOWN, // Nobody moves a case here.
            CaseSettings.defaults(),
            InstantSource.fixed(now),
            new SecureRandom())) {
      casework.follower().sweep(); // So that the server need not go over all cases again.
      CaseMaker maker = new CaseMaker(seed, casework.book().moving(), now);
      CaseStock stock =
          new CaseStock(stored, casework.book().moving().table(), register.readings());
      cases(plan, maker, stock);
      for (int vehicle = 0; vehicle < Math.min(IN_A_YARD, vehicles); vehicle++) {
        casework.arrivals().arrived(DeskPeople.STATION, CaseMaker.vin(vehicle).text());
      }
    }
  }

  private void cases(DeskPlan plan, CaseMaker maker, CaseStock stock) throws InterruptedException {
    int step = CASES_AT_ONCE / DeskPlan.CASES_OF_A_VEHICLE;
    List<Callable<Integer>> parts = new ArrayList<>();
    for (int from = 0; from < plan.vehicles(); from += step) {
      int first = from;
      parts.add(() -> add(plan, maker, stock, first, Math.min(plan.vehicles(), first + step)));
    }
    int tenth = Math.max(1, parts.size() / 10);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Integer>> all = parts.stream().map(threads::submit).toList();
      for (int i = 0; i < all.size(); i++) {
        all.get(i).get();
        if ((i + 1) % tenth == 0) {
          report.doing("cases: %d %%", (i + 1) * 100 / all.size());
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the cases were not stored", e.getCause());
    }
  }

  private static int add(DeskPlan plan, CaseMaker maker, CaseStock stock, int from, int to) {
    List<CaseRecord> made = new ArrayList<>();
    for (int vehicle = from; vehicle < to; vehicle++) {
      int before = vehicle * DeskPlan.CASES_OF_A_VEHICLE;
      int count = Math.min(DeskPlan.CASES_OF_A_VEHICLE, plan.cases() - before);
      made.addAll(maker.of(vehicle, count));
    }
    stock.add(made);
    return made.size();
  }

  private FilingRow row(int vehicle) {
    return FilingRow.of(
        CaseMaker.vin(vehicle),
        now.minus(BEFORE),
        new VehicleValues(
            new Plate(CaseMaker.plate(vehicle), Plate.Colour.YELLOW),
            CaseMaker.county(vehicle),
            new VehicleFacts("VI", "DIESEL", 2100.0, 353.0, 25_000.0, 30.5)),
        TerminalValues.NONE);
  }

  private List<FilingChanges.Change> changes(long cursor, int limit) {
    return register.changesAfter(cursor, limit).stream()
        .map(change -> new FilingChanges.Change(change.cursor(), change.vin().text()))
        .toList();
  }

  /** No room finds anything. */
  private static final class Nothing implements FindingSource {
    @Override
    public Page changedAfter(Instant after, @Nullable String cursor, int limit) {
      return new Page(List.of(), null);
    }

    @Override
    public FindingFacts.Evidence evidence(CaseFinding finding, Map<String, String> sealed) {
      return FindingFacts.Evidence.UNKNOWN;
    }
  }
}
