package lantian.desk.cases;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.Span;
import lantian.desk.register.VehicleValues;
import lantian.proto.Vin;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The county of each case (案件所属区县): that in which the vehicle was filed at the time of the act. It
 * is stored beside the case so that lists can be narrowed by it, and follows corrections of the
 * register. Whether somebody may see a case is asked of the register itself.
 */
final class CaseCounties {
  private final MongoCollection<Document> cases;
  private final RegisterReadings register;

  CaseCounties(MongoCollection<Document> cases, RegisterReadings register) {
    this.cases = cases;
    this.register = register;
  }

  /** As filed now. */
  @Nullable String of(CaseRow row) {
    Vin vin = new Vin(row.subject());
    return of(row, register.vehicles(List.of(vin)));
  }

  /** As these entries say. */
  static @Nullable String of(CaseRow row, Map<Vin, List<Span<VehicleValues>>> filed) {
    for (Span<VehicleValues> span : filed.getOrDefault(new Vin(row.subject()), List.of())) {
      if (span.holdsAt(row.act())) {
        return span.values().county();
      }
    }
    return null;
  }

  /** Brings the cases of these subjects up to what is filed now. */
  void refresh(Collection<String> subjects) {
    Set<Vin> vins = new HashSet<>();
    subjects.forEach(subject -> vins.add(new Vin(subject)));
    Map<Vin, List<Span<VehicleValues>>> filed = register.vehicles(vins);
    for (Document stored : stored(subjects)) {
      CaseRow row = CaseDocument.row(stored);
      String county = of(row, filed);
      if (!Objects.equals(county, stored.getString("county"))) {
        // If the case was written to in between, it has been given its county anew.
        cases.updateOne(
            Filters.and(Filters.eq("_id", row.id()), Filters.eq("version", row.version())),
            Updates.set("county", county));
      }
    }
  }

  private List<Document> stored(Collection<String> subjects) {
    return cases
        .find(Filters.in("subject", subjects))
        .projection(CaseQuery.ROW)
        .into(new ArrayList<>());
  }
}
