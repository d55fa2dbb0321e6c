package lantian.desk.route;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import lantian.desk.DeskMeter;
import lantian.desk.DeskSettings;
import lantian.desk.cases.CaseFilter;
import lantian.desk.cases.CasePage;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Casework;
import lantian.desk.export.TableFormat;
import lantian.desk.export.TableHead;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.register.RegisterReadings;
import lantian.obd.read.FindingFilter;
import lantian.obd.read.Page;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** The lists that can be exported whole, whatever the format (清单导出). */
final class Exporting {
  private final Casework casework;
  private final RegisterReadings readings;
  private final FindingSearch findings;
  private final Listing listing;
  private final Whereabouts places;
  private final DeskSettings.Limits limits;
  private final Supplier<Optional<String>> root;
  private final MeterRegistry meters;
  private final CaseScope scope;

  /** By operation. */
  private final Map<String, Source> sources = new TreeMap<>();

  /** One list that can be exported. */
  @FunctionalInterface
  interface Source {
    /**
     * What an order asks for.
     *
     * @param most rows that are counted at most
     * @throws Refusal if the filter is wrong
     */
    Export<?> of(ExportOrder order, Instant at, long most);
  }

  Exporting(
      ObdSource obd,
      Casework casework,
      RegisterReadings readings,
      FindingSearch findings,
      Listing listing,
      DeskSettings.Limits limits,
      Supplier<Optional<String>> root,
      MeterRegistry meters) {
    this.casework = casework;
    this.readings = readings;
    this.findings = findings;
    this.listing = listing;
    this.places = new Whereabouts(obd);
    this.limits = limits;
    this.root = root;
    this.meters = meters;
    this.scope = new CaseScope(casework);
    sources.put("exportFindings", this::findings);
    sources.put("exportCases", this::cases);
  }

  /** One more; said before anything is served. */
  void also(String operation, Source source) {
    sources.put(operation, source);
  }

  /** By operation. */
  Map<String, Source> sources() {
    return Map.copyOf(sources);
  }

  private Export<FindingTable.Row> findings(ExportOrder order, Instant at, long most) {
    Range range = Range.of(order.inputs(), at, limits.listSpan());
    FindingFilter filter = FindingSearch.filter(order.inputs(), range);
    FindingTable table = new FindingTable(order, filter, places);
    long count = findings.count(order, filter, most, Long.MAX_VALUE).rows();
    List<String> parts =
        List.of(
            order.word("违法线索", "findings"),
            Export.place(order, count),
            period(order, range, at),
            String.join("_", table.narrowed()));
    return new Export<>(
        order,
        table.shape(),
        to -> findings.each(order, filter, to),
        parts,
        about(order, table.about()),
        count,
        at);
  }

  private Export<CaseListTable.Row> cases(ExportOrder order, Instant at, long most) {
    Range range = Range.of(order.inputs(), at, limits.listSpan());
    CaseFilter filter = scope.filter(order.caller(), order.inputs(), range, at);
    CaseTable table = casework.book().moving().table();
    CaseListTable shown = new CaseListTable(order, filter, table, places, at);
    long count = 0;
    for (Vin vin : listing.vehicles(order)) {
      count += casework.book().count(filter.of(text(vin)), Math.toIntExact(most));
    }
    List<String> parts =
        List.of(
            order.word("案件", "cases"),
            Export.place(order, count),
            period(order, range, at),
            String.join("_", shown.narrowed(count > 0)));
    return new Export<>(
        order,
        shown.shape(),
        to -> each(order, filter, to),
        parts,
        about(order, shown.about()),
        count,
        at);
  }

  /** With the root that holds what is exported. */
  private List<TableHead.Line> about(ExportOrder order, List<TableHead.Line> own) {
    List<TableHead.Line> lines = new ArrayList<>(own);
    lines.add(Covers.root(order, root.get().orElse(null)));
    return lines;
  }

  private void each(
      ExportOrder order, CaseFilter filter, java.util.function.Consumer<CaseListTable.Row> to) {
    listing.sweep(
        listing.vehicles(order),
        (vin, cursor, most) -> page(filter.of(text(vin)), cursor, most),
        rows -> {
          Register register =
              Register.of(
                  readings,
                  rows.stream().map(row -> new Vin(row.subject())).toList(),
                  order.caller());
          for (CaseRow row : scope.visible(order.caller(), register, rows)) {
            to.accept(new CaseListTable.Row(row, register.at(new Vin(row.subject()), row.act())));
          }
          return true;
        });
  }

  private Page<CaseRow> page(CaseFilter filter, @Nullable String cursor, int limit) {
    CasePage page = casework.book().page(filter, cursor, limit);
    return new Page<>(page.rows(), page.next());
  }

  private static @Nullable String text(@Nullable Vin vin) {
    return vin == null ? null : vin.text();
  }

  private static String period(ExportOrder order, Range range, Instant at) {
    Instant to = range.to();
    return Export.period(order, range.from(), to == null ? at : to);
  }

  /** Sends it at once. */
  Answer download(Call call, Export<?> export, TableFormat format) {
    String name = export.fileName(format);
    call.about(name);
    call.because(reason(export.order(), export.count()));
    return new Answer.Download(
        format.mediaType(),
        name,
        out -> export.write(format, out, limits.exportRows(), written(format)));
  }

  private java.util.function.LongConsumer written(TableFormat format) {
    long[] before = new long[1];
    return rows -> {
      DeskMeter.EXPORTED.counter(meters, format.name()).increment((double) (rows - before[0]));
      before[0] = rows;
    };
  }

  /** What the audit trail says of an export. */
  static String reason(ExportOrder order, long count) {
    String filter = order.inputs().text("filter");
    return "rows="
        + count
        + (order.unmasked() ? " full" : " masked")
        + (filter == null ? "" : " filter=" + filter);
  }

  /** Refuses what no file can hold. */
  void refuseTooMany(Export<?> export, TableFormat format) {
    long most = Math.min(limits.exportRows(), format.mostRows());
    if (export.count() > most) {
      boolean other = format.mostRows() < limits.exportRows();
      throw new Refusal(
          Fault.TOO_MANY_ROWS,
          List.of(
              FieldError.of(
                  other ? "format" : "",
                  "TOO_MANY_ROWS",
                  "一次最多导出" + most + "条" + (other ? "，可改用 xlsx 或 csv" : "，请缩小筛选范围"),
                  "one export holds "
                      + most
                      + " rows"
                      + (other ? "; xlsx and csv hold more" : "; narrow the filter"))));
    }
  }
}
