package lantian.desk.register;

import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import lantian.obd.filing.Filing;
import lantian.obd.filing.Register;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * The registers of vehicles and terminals (车辆与终端备案登记簿): {@code desk_vehicles} and {@code
 * desk_terminals}, dated entries that are never overwritten.
 *
 * <p>Calls block; errors of the database reach the caller.
 */
public final class DeskRegister implements Register {
  /** Rows that are filed in one transaction. */
  private static final int BATCH = 200;

  private final MongoClient client;
  private final EntryStore<VehicleValues> vehicles;
  private final EntryStore<TerminalValues> terminals;
  private final RegisterChanges changes;
  private final TransactionOptions durably;
  private final InstantSource clock;
  private final SecureRandom random;

  /** One filing at a time in this process; others would only meet as write conflicts. */
  private final ReentrantLock filing = new ReentrantLock();

  /**
   * Opens the registers and makes sure that their indexes are there. If the handle has a deadline,
   * each read and each transaction has it too.
   */
  public DeskRegister(
      MongoClient client, MongoDatabase database, InstantSource clock, SecureRandom random) {
    MongoDatabase durable =
        database
            .withReadConcern(ReadConcern.MAJORITY)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    this.client = client;
    this.vehicles = Entries.vehicles(durable);
    this.terminals = Entries.terminals(durable);
    this.changes = new RegisterChanges(durable);
    this.durably = durably(database.getTimeout(TimeUnit.MILLISECONDS));
    this.clock = clock;
    this.random = random;
  }

  private static TransactionOptions durably(@Nullable Long deadlineMillis) {
    TransactionOptions.Builder options =
        TransactionOptions.builder()
            .readConcern(ReadConcern.SNAPSHOT)
            .writeConcern(WriteConcern.MAJORITY.withJournal(true));
    return deadlineMillis == null
        ? options.build()
        : options.timeout(deadlineMillis, TimeUnit.MILLISECONDS).build();
  }

  /** What the desk's own pages read. */
  public RegisterReadings readings() {
    return new RegisterReadings(vehicles, terminals);
  }

  @Override
  public Map<Vin, List<Filing>> filings(Collection<Vin> vins) {
    Map<Vin, List<Span<VehicleValues>>> ofVehicles = vehicles.load(null, vins);
    Map<Vin, List<Span<TerminalValues>>> ofTerminals = terminals.load(null, vins);
    Map<Vin, List<Filing>> filings = new HashMap<>();
    for (Vin vin : vins) {
      List<Filing> joined =
          Filings.join(
              vin,
              ofVehicles.getOrDefault(vin, List.of()),
              ofTerminals.getOrDefault(vin, List.of()));
      if (!joined.isEmpty()) {
        filings.put(vin, joined);
      }
    }
    return filings;
  }

  @Override
  public List<Change> changesAfter(long cursor, int limit) {
    return changes.after(cursor, limit);
  }

  /**
   * Files rows, in order, in transactions of some hundred rows each. Sending the same rows again
   * changes nothing. A dry run takes all rows at once, so that a row sees those before it as it
   * would in earnest.
   *
   * @param rows the rows; row n of the answers is {@code rows.get(n - 1)}
   * @param by who files, as the entries shall say it
   * @param dryRun true to learn the answers only
   * @return one answer per row
   */
  public List<RowAnswer> file(List<FilingRow> rows, String by, boolean dryRun) {
    if (dryRun) {
      Set<Vin> vins = vins(rows);
      return new FilingBatch(vehicles.load(null, vins), terminals.load(null, vins), this::newId)
          .file(rows, 1);
    }
    List<RowAnswer> answers = new ArrayList<>(rows.size());
    filing.lock();
    try {
      for (int at = 0; at < rows.size(); at += BATCH) {
        List<FilingRow> batch = rows.subList(at, Math.min(rows.size(), at + BATCH));
        answers.addAll(fileBatch(batch, at + 1, by));
      }
    } finally {
      filing.unlock();
    }
    return answers;
  }

  private List<RowAnswer> fileBatch(List<FilingRow> rows, int firstRow, String by) {
    Set<Vin> vins = vins(rows);
    try (ClientSession session = client.startSession()) {
      return session.withTransaction(
          () -> {
            FilingBatch batch =
                new FilingBatch(
                    vehicles.load(session, vins), terminals.load(session, vins), this::newId);
            List<RowAnswer> answers = batch.file(rows, firstRow);
            write(session, batch, by);
            return answers;
          },
          durably);
    }
  }

  private static Set<Vin> vins(List<FilingRow> rows) {
    Set<Vin> vins = new LinkedHashSet<>();
    rows.forEach(row -> vins.add(row.vin()));
    return vins;
  }

  private void write(ClientSession session, FilingBatch batch, String by) {
    var now = clock.instant();
    var toVehicles = batch.writes(vehicles, batch.vehicles(), now, by);
    var toTerminals = batch.writes(terminals, batch.terminals(), now, by);
    if (!toVehicles.isEmpty()) {
      vehicles.collection().bulkWrite(session, toVehicles);
    }
    if (!toTerminals.isEmpty()) {
      terminals.collection().bulkWrite(session, toTerminals);
    }
    changes.append(session, batch.drafts());
  }

  private String newId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
