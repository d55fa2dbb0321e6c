package lantian.desk.register;

import com.mongodb.client.model.WriteModel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import lantian.desk.fault.FieldError;
import lantian.proto.Vin;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Rows of one transaction, filed in memory; the difference is what is then written. */
final class FilingBatch {
  /** Old and new state of one vehicle's entries in one register. */
  record Line<V>(List<Span<V>> old, Timeline<V> now) {}

  private final Map<Vin, List<Span<VehicleValues>>> storedVehicles;
  private final Map<Vin, List<Span<TerminalValues>>> storedTerminals;
  private final Map<Vin, Line<VehicleValues>> vehicles = new LinkedHashMap<>();
  private final Map<Vin, Line<TerminalValues>> terminals = new LinkedHashMap<>();
  private final Map<Vin, RegisterChanges.Draft> drafts = new LinkedHashMap<>();
  private final Supplier<String> ids;

  FilingBatch(
      Map<Vin, List<Span<VehicleValues>>> vehicles,
      Map<Vin, List<Span<TerminalValues>>> terminals,
      Supplier<String> ids) {
    this.storedVehicles = vehicles;
    this.storedTerminals = terminals;
    this.ids = ids;
  }

  Map<Vin, Line<VehicleValues>> vehicles() {
    return vehicles;
  }

  Map<Vin, Line<TerminalValues>> terminals() {
    return terminals;
  }

  /** One change per vehicle that any row touched. */
  List<RegisterChanges.Draft> drafts() {
    return List.copyOf(drafts.values());
  }

  List<RowAnswer> file(List<FilingRow> rows, int firstRow) {
    List<RowAnswer> answers = new ArrayList<>(rows.size());
    for (FilingRow row : rows) {
      answers.add(file(row, firstRow + answers.size()));
    }
    return answers;
  }

  <V> List<WriteModel<Document>> writes(
      EntryStore<V> store, Map<Vin, Line<V>> lines, Instant at, String by) {
    List<WriteModel<Document>> writes = new ArrayList<>();
    lines.forEach((vin, line) ->
        writes.addAll(store.difference(vin, line.old(), line.now().spans(), at, by)));
    return writes;
  }

  private RowAnswer file(FilingRow row, int number) {
    Instant from = row.from().truncatedTo(ChronoUnit.SECONDS);
    Instant to = row.to() == null ? null : row.to().truncatedTo(ChronoUnit.SECONDS);
    if (to != null && !to.isAfter(from)) {
      return RowAnswer.rejected(number, List.of(RowFault.ENDS_BEFORE.at(Column.VALID_TO, number)));
    }
    Line<VehicleValues> vehicle = line(vehicles, storedVehicles, row.vin());
    Line<TerminalValues> terminal = line(terminals, storedTerminals, row.vin());
    Timeline<VehicleValues> newVehicle = new Timeline<>(vehicle.now().spans());
    Timeline<TerminalValues> newTerminal = new Timeline<>(terminal.now().spans());
    List<Timeline.Effect> effects = new ArrayList<>(2);
    try {
      step(newVehicle, from, to, row.vehicle(), effects);
      step(newTerminal, from, to, row.terminal(), effects);
    } catch (Timeline.Overlap e) {
      FieldError error = RowFault.OVERLAPS.at(Column.VALID_TO, number);
      return RowAnswer.rejected(number, List.of(error));
    }
    vehicles.put(row.vin(), new Line<>(vehicle.old(), newVehicle));
    terminals.put(row.vin(), new Line<>(terminal.old(), newTerminal));
    for (Timeline.Effect effect : effects) {
      var draft = new RegisterChanges.Draft(row.vin(), effect.from(), effect.to());
      drafts.merge(row.vin(), draft, RegisterChanges.Draft::with);
    }
    RowAnswer.Status status =
        effects.isEmpty() ? RowAnswer.Status.UNCHANGED : RowAnswer.Status.ACCEPTED;
    return new RowAnswer(number, status, List.of(), List.of());
  }

  private <V> void step(
      Timeline<V> line,
      Instant from,
      @Nullable Instant to,
      @Nullable UnaryOperator<@Nullable V> patch,
      List<Timeline.Effect> effects) {
    Timeline.Effect effect = patch == null ? null : line.file(from, to, patch, ids);
    if (effect != null) {
      effects.add(effect);
    }
  }

  private static <V> Line<V> line(
      Map<Vin, Line<V>> lines, Map<Vin, List<Span<V>>> stored, Vin vin) {
    return lines.computeIfAbsent(
        vin,
        v -> {
          List<Span<V>> old = stored.getOrDefault(v, List.of());
          return new Line<>(old, new Timeline<>(old));
        });
  }
}
