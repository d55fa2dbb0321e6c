package lantian.desk.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A case that is laid in whole can't be told from one that the book made. */
class CaseStockIT {
  private CaseBench bench;

  @BeforeEach
  void open() {
    bench = new CaseBench();
    bench.file(CaseSamples.SUBJECT, "苏E00001");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private CaseRecord made() {
    bench.room.write(CaseSamples.finding(1, 1, FindingState.CLOSED, CaseSamples.TWO, null));
    bench.casework.follower().sweep();
    CaseRecord record =
        bench.led(
            bench.only(CaseSamples.TWO), "review", "confirm", "refer", "receive", "orderRepair");
    bench.room.write(CaseSamples.finding(1, 2, FindingState.WITHDRAWN, CaseSamples.TWO, null));
    bench.casework.follower().sweep();
    return bench.book.find(record.id()).orElseThrow();
  }

  @Test
  void whatIsStoredIsByteForByteWhatTheBookStores() {
    CaseRecord record = made();
    bench.casework.outbox().published(record.id(), record.events().size() - 1);
    bench.casework.seals().sealed(record.id(), record.events().size());
    List<Document> byTheBook = stored();
    bench.database.getCollection("desk_cases").deleteMany(new Document());
    stock().add(List.of(record));
    assertThat(stored()).hasSize(1).isEqualTo(byTheBook);
    assertThat(stored().getFirst().toJson()).isEqualTo(byTheBook.getFirst().toJson());
    assertThat(bench.book.find(record.id())).hasValue(record);
    assertThat(bench.casework.outbox().unpublished(10)).isEmpty();
    CaseFilter all =
        new CaseFilter(
            null,
            null,
            "姑苏区",
            null,
            Map.of(),
            null,
            bench.now.get(),
            null,
            null,
            null,
            true,
            Set.of());
    assertThat(bench.book.page(all, null, 10).rows()).extracting(CaseRow::id).contains(record.id());
  }

  /** But for the database's own time of the last write. */
  private List<Document> stored() {
    List<Document> stored = bench.stored();
    stored.forEach(one -> assertThat(one.remove("written")).isNotNull());
    return stored;
  }

  @Test
  void theNextMoveOfSuchACaseIsToldOf() {
    CaseRecord record = made();
    bench.database.getCollection("desk_cases").deleteMany(new Document());
    stock().add(List.of(record));
    bench.led(bench.book.find(record.id()).orElseThrow(), "maintain");
    assertThat(bench.casework.outbox().unpublished(10))
        .extracting(row -> row.event().move())
        .containsExactly("maintain");
  }

  @Test
  void aCaseThatIsThereIsNotAddedAgain() {
    CaseRecord record = made();
    Assertions.assertThatExceptionOfType(MongoBulkWriteException.class)
        .isThrownBy(() -> stock().add(List.of(record)));
    assertThat(bench.stored()).hasSize(1);
  }

  private CaseStock stock() {
    return new CaseStock(bench.database, CaseSamples.TABLE, bench.register.readings());
  }
}
