package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lantian.desk.access.Caller;
import lantian.desk.cases.CaseFilter;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.Casework;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;
import lantian.proto.Plate;
import lantian.proto.Vin;

/** A station says which truck stands in its yard, and gets its open repairs (到站登记). */
final class ArrivalOperations {
  /** Open repairs of one vehicle, at most; there is one of a kind. */
  private static final int MOST = 50;

  private final Casework casework;
  private final RegisterReadings readings;
  private final CaseScope scope;
  private final InstantSource clock;

  ArrivalOperations(Casework casework, RegisterReadings readings, InstantSource clock) {
    this.casework = casework;
    this.readings = readings;
    this.scope = new CaseScope(casework);
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("registerArrival", this::arrive);
  }

  private Answer arrive(Call call) {
    String organisation = call.caller().organisation();
    if (organisation == null) {
      throw new Refusal(Fault.FORBIDDEN);
    }
    String number = call.json().getString("plate").strip();
    Plate.Colour colour = Plate.Colour.valueOf(call.json().getString("plateColour"));
    Instant now = clock.instant();
    JsonArray cases = new JsonArray();
    call.begins();
    String until = null;
    for (Vin vin : readings.ofPlate(number, colour)) {
      List<CaseRow> open = open(call.caller(), vin, now);
      if (!open.isEmpty()) {
        until = Moments.text(casework.arrivals().arrived(organisation, vin.text()));
        open.forEach(row -> cases.add(row.id()));
      }
    }
    call.about(String.join(" ", cases.stream().map(Object::toString).toList()));
    return Answer.of(new JsonObject().put("cases", cases).put("until", until));
  }

  /** Repairs of a vehicle that this caller may see once it has come to him. */
  private List<CaseRow> open(Caller caller, Vin vin, Instant now) {
    CaseFilter filter = scope.repairs(caller, Set.of(vin.text()), now);
    List<CaseRow> rows = casework.book().page(filter, null, MOST).rows();
    Register register = Register.of(readings, List.of(vin), caller);
    return rows.stream().filter(row -> register.visible(caller, vin, row.act())).toList();
  }
}
