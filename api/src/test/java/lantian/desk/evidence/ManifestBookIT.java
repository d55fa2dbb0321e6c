package lantian.desk.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lantian.obd.MongoSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManifestBookIT {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-25T01:00:00.5Z"));

  private final MongoDatabase database = MongoSet.shared().freshDatabase();
  private final ManifestBook book = new ManifestBook(database, CLOCK);

  @AfterEach
  void drop() {
    database.drop();
  }

  @Test
  void everyManifestNamesTheOneBeforeIt() {
    Manifest first = book.append("c-1", ManifestTest.content(1));
    Manifest second = book.append("c-1", ManifestTest.content(2));
    assertThat(first.previous()).isEqualTo(Manifest.NONE);
    assertThat(first.at()).isEqualTo("2026-11-25T09:00:00+08:00");
    assertThat(second.previous()).isEqualTo(first.hash());
    assertThat(book.of("c-1")).containsExactly(first, second);
  }

  @Test
  void theSameAgainAddsNothing() {
    Manifest first = book.append("c-1", ManifestTest.content(1));
    assertThat(book.append("c-1", ManifestTest.content(1))).isEqualTo(first);
    assertThat(book.of("c-1")).hasSize(1);
  }

  @Test
  void casesHaveChainsOfTheirOwn() {
    book.append("c-1", ManifestTest.content(1));
    book.append("c-10", ManifestTest.content(2));
    assertThat(book.append("c-1", ManifestTest.content(3)).sequence()).isEqualTo(1);
    assertThat(book.of("c-10")).hasSize(1);
    assertThat(book.of("c-")).isEmpty();
    assertThatThrownBy(() -> book.append("c/1", ManifestTest.content(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void manyAtOnceMakeOneChainWithoutGaps() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Manifest>> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        int revision = i;
        all.add(threads.submit(() -> book.append("c-1", ManifestTest.content(revision))));
      }
      for (Future<Manifest> one : all) {
        one.get();
      }
    }
    List<Manifest> chain = book.of("c-1");
    assertThat(chain).hasSize(12);
    for (int i = 1; i < chain.size(); i++) {
      assertThat(chain.get(i).sequence()).isEqualTo(i);
      assertThat(chain.get(i).previous()).isEqualTo(chain.get(i - 1).hash());
    }
  }
}
