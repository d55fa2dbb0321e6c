package lantian.desk.cases;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.Span;
import lantian.desk.register.VehicleValues;
import lantian.proto.Vin;
import org.bson.Document;

/**
 * Lays whole cases into the case book many at a time (成批入库), each exactly as the book would have
 * stored it after its last move was told of. For measuring with as many cases as a city has in
 * years; nobody is told of them. Calls block.
 */
public final class CaseStock {
  private final MongoCollection<Document> cases;
  private final CaseTable table;
  private final RegisterReadings register;

  /** Into the book of this database, which a {@link CaseBook} has opened. */
  public CaseStock(MongoDatabase durable, CaseTable table, RegisterReadings register) {
    this.cases = durable.getCollection(CaseBook.COLLECTION);
    this.table = table;
    this.register = register;
  }

  /** Adds cases that are not there yet; the county of each is that of the register. */
  public void add(List<CaseRecord> whole) {
    Set<Vin> vins = new HashSet<>();
    whole.forEach(record -> vins.add(new Vin(record.subject())));
    Map<Vin, List<Span<VehicleValues>>> filed = register.vehicles(vins);
    List<Document> documents = new ArrayList<>(whole.size());
    for (CaseRecord record : whole) {
      String county = CaseCounties.of(CaseRow.of(record, table), filed);
      documents.add(
          CaseOutbox.settled(CaseDocument.of(record, table, county), record.events().size()));
    }
    cases.insertMany(documents, new InsertManyOptions().ordered(false));
  }
}
