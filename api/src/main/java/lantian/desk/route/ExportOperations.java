package lantian.desk.route;

import java.time.InstantSource;
import java.util.Map;
import lantian.desk.DeskSettings;
import lantian.desk.export.TableFormat;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;

/** Exports of whole lists (导出). */
final class ExportOperations {
  private final Exporting exporting;
  private final DeskSettings.Limits limits;
  private final InstantSource clock;

  ExportOperations(Exporting exporting, DeskSettings.Limits limits, InstantSource clock) {
    this.exporting = exporting;
    this.limits = limits;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    exporting
        .sources()
        .forEach((operation, source) -> operations.put(operation, call -> export(call, source)));
  }

  private Answer export(Call call, Exporting.Source source) {
    TableFormat format = TableFormat.of(call.inputs().needed("format"));
    Export<?> export = source.of(ExportOrder.of(call), clock.instant(), limits.exportRows() + 1L);
    exporting.refuseTooMany(export, format);
    return exporting.download(call, export, format);
  }
}
