package lantian.desk.route;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lantian.desk.cases.CaseFinding;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Casework;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.lists.HandoverList;
import lantian.desk.lists.ListBook;
import lantian.desk.lists.ListFault;
import lantian.desk.lists.ListKind;
import lantian.desk.lists.ListRow;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.VehicleValues;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Freezes cases into a list (清单生成): violations that were referred, or repairs that are open. One
 * case that is not to be on it keeps the whole list from being issued.
 */
final class ListIssuing {
  private static final Set<String> OPEN_REPAIRS = Set.of("ordered", "failed", "escalated");

  private final ListBook book;
  private final Casework casework;
  private final CaseTable table;
  private final CaseScope scope;
  private final RegisterReadings readings;

  /** A case with what was filed of its vehicle at the time of the act. */
  private record Chosen(CaseRecord record, CaseRow row, @Nullable VehicleValues filed) {}

  ListIssuing(ListBook book, Casework casework, RegisterReadings readings) {
    this.book = book;
    this.casework = casework;
    this.table = casework.book().moving().table();
    this.scope = new CaseScope(casework);
    this.readings = readings;
  }

  Answer issue(Call call) {
    ListKind kind = ListKind.valueOf(call.json().getString("kind"));
    List<String> ids = call.json().getJsonArray("cases").stream().map(Object::toString).toList();
    List<Chosen> chosen = chosen(call, kind, ids);
    Set<String> counties =
        chosen.stream()
            .map(one -> Optional.ofNullable(one.filed()).map(VehicleValues::county).orElse(""))
            .collect(Collectors.toSet());
    String only = counties.size() == 1 ? counties.iterator().next() : "";
    List<HandoverList.NewRow> rows =
        chosen.stream()
            .map(one -> new HandoverList.NewRow(one.record().id(), values(one)))
            .toList();
    HandoverList.refusal(rows).ifPresent(fault -> refuse(List.of(error(null, fault))));
    call.begins();
    ListBook.Change change =
        book.issue(
            kind, only.isEmpty() ? null : only, call.caller().name(), rows, call.attempt().mark());
    return switch (change) {
      case ListBook.Change.Done done -> {
        call.about(done.list().number());
        yield Answer.created(ListViews.json(done.list()));
      }
      case ListBook.Change.Standing standing ->
          throw new Refusal(Fault.CONFLICT, listed(ids, standing.on()));
      case ListBook.Change.Refused refused ->
          throw new Refusal(Fault.CONFLICT, List.of(error(null, refused.fault())));
      case ListBook.Change.Unknown _ -> throw new IllegalStateException("a list without a number");
    };
  }

  /** Somebody else was quicker; which cases are on which list. */
  private static List<FieldError> listed(List<String> ids, Map<String, String> on) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      String number = on.get(ids.get(i));
      if (number != null) {
        errors.add(listed(i + 1, number));
      }
    }
    return errors;
  }

  private static FieldError listed(int place, String number) {
    return new FieldError(
        "cases",
        place,
        ListFault.LISTED.name(),
        "案件已在清单%s中且未被退回，请从所选案件中去掉".formatted(number),
        "the case stands on list %s, which has not returned it; leave it out".formatted(number));
  }

  private List<Chosen> chosen(Call call, ListKind kind, List<String> ids) {
    List<CaseRecord> records = new ArrayList<>();
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      CaseRecord found = casework.book().find(ids.get(i)).orElse(null);
      if (found == null) {
        errors.add(error(i + 1, ListFault.NO_CASE));
      } else {
        records.add(found);
      }
    }
    Register register =
        Register.of(
            readings, records.stream().map(one -> new Vin(one.subject())).toList(), call.caller());
    Map<String, String> standing = book.standing(kind, new HashSet<>(ids));
    List<Chosen> chosen = new ArrayList<>();
    for (CaseRecord record : records) {
      CaseRow row = CaseRow.of(record, table);
      int place = ids.indexOf(record.id()) + 1;
      if (!scope.visible(call.caller(), register, row)) {
        errors.add(error(place, ListFault.NO_CASE));
      } else if (!fits(kind, record)) {
        errors.add(error(place, ListFault.NOT_READY));
      } else if (standing.containsKey(record.id())) {
        errors.add(listed(place, Objects.requireNonNull(standing.get(record.id()))));
      } else {
        VehicleValues filed = register.at(new Vin(record.subject()), row.act());
        if (record.plateAgrees(filed == null ? null : filed.plate())) {
          chosen.add(new Chosen(record, row, filed));
        } else {
          errors.add(error(place, ListFault.PLATE_DIFFERS));
        }
      }
    }
    if (!errors.isEmpty()) {
      refuse(errors);
    }
    return chosen;
  }

  private static boolean fits(ListKind kind, CaseRecord record) {
    return switch (kind) {
      case VIOLATIONS -> record.state().main().equals("referred");
      case REPAIRS -> OPEN_REPAIRS.contains(record.state().repair());
    };
  }

  /** What the addressee has to know of the case, as it is now. */
  private static SortedMap<String, String> values(Chosen one) {
    SortedMap<String, String> values = new TreeMap<>();
    VehicleValues filed = one.filed();
    if (filed != null) {
      put(values, "county", filed.county());
      Plate plate = filed.plate();
      if (plate != null) {
        values.put(ListRow.PLATE, plate.number());
        values.put(ListRow.COLOUR, plate.colour().name());
      }
    }
    values.put("vin", one.record().subject());
    values.put("kind", one.record().kind());
    values.put("act", Moments.text(one.row().act()));
    values.put("until", Moments.text(one.row().until()));
    put(values, "due", Moments.textOrNull(one.row().due()));
    values.put("repair", one.record().state().repair());
    one.record().standing().stream()
        .max(Comparator.comparingInt(finding -> finding.figures().score()))
        .ifPresent(worst -> measured(worst, values));
    return values;
  }

  private static void put(SortedMap<String, String> values, String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  private static void measured(CaseFinding worst, SortedMap<String, String> values) {
    values.put("measured", plain(worst.figures().measured()));
    values.put("limit", plain(worst.figures().limit()));
    values.put("unit", worst.figures().unit());
    values.put("law", worst.law().zh());
    values.put("reason", worst.reason().zh());
    values.put("ruleSet", worst.ruleSet());
  }

  private static String plain(double number) {
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }

  private static FieldError error(@Nullable Integer place, ListFault fault) {
    return new FieldError("cases", place, fault.name(), fault.zh(), fault.en());
  }

  private static void refuse(List<FieldError> errors) {
    throw new Refusal(Fault.CONFLICT, errors);
  }
}
