package lantian.desk.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Indexes that the desk once made go at the next start; what somebody else made stays. */
class CaseIndexIT {
  @Test
  void retiredIndexesGoAndOthersStay() {
    try (CaseBench bench = new CaseBench()) {
      MongoCollection<Document> cases = bench.database.getCollection("desk_cases");
      List<String> ours = names(cases);
      cases.createIndex(Indexes.compoundIndex(Indexes.ascending("kind"), CaseQuery.ORDER));
      cases.createIndex(CaseQuery.ORDER);
      // The same keys under a name of their own, and other keys under ours.
      cases.createIndex(Indexes.ascending("due"), new IndexOptions().name("of-the-bureau"));
      cases.createIndex(
          Indexes.ascending("opened"), new IndexOptions().name("county_1_act_-1__id_-1"));
      cases.createIndex(
          Indexes.compoundIndex(Indexes.ascending("state.main"), CaseQuery.ORDER),
          new IndexOptions().sparse(true));
      assertThat(names(cases)).contains("kind_1_act_-1__id_-1", "act_-1__id_-1");
      bench.another().close();
      bench.another().close();
      List<String> expected = new ArrayList<>(ours);
      expected.addAll(
          List.of("of-the-bureau", "county_1_act_-1__id_-1", "state.main_1_act_-1__id_-1"));
      assertThat(names(cases)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static List<String> names(MongoCollection<Document> cases) {
    return cases.listIndexes().map(index -> index.getString("name")).into(new ArrayList<>());
  }
}
