package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import lantian.obd.chunk.PacketRef;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import org.bson.Document;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private record Told(String key, int day, int position) {}

  private static boolean take(Claims claims, Told told) {
    return claims.take(
        told.key,
        told.day,
        new PacketRef(
            new LogPosition(1, 0, told.position, 0), told.position, "", 0, Profile.HJ1239, 0));
  }

  @RepeatedTest(200)
  void anyOrderWithDuplicatesGivesWhatANaiveSortGives(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    List<Told> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String kind = random.nextBoolean() ? Claims.CONTROLLER : Claims.CARD;
      all.add(new Told(kind + (char) ('A' + random.nextInt(7)), random.nextInt(20), i));
    }
    List<Told> again = new ArrayList<>(all);
    again.addAll(all.subList(0, 20));
    Collections.shuffle(again, random);
    Claims claims = new Claims();
    again.forEach(told -> take(claims, told));
    assertThat(said(claims.latest()))
        .containsExactlyInAnyOrderElementsOf(
            naive(all, Comparator.comparingInt(Told::day).reversed()));
    assertThat(said(claims.earliest()))
        .containsExactlyInAnyOrderElementsOf(naive(all, Comparator.comparingInt(Told::day)));
    Document stored = new Document("claims", claims.latest()).append("firsts", claims.earliest());
    assertThat(Claims.of(stored).latest()).isEqualTo(claims.latest());
    assertThat(Claims.of(stored).earliest()).isEqualTo(claims.earliest());
  }

  private static List<String> naive(List<Told> all, Comparator<Told> byDay) {
    List<String> kept = new ArrayList<>();
    for (String kind : List.of(Claims.CONTROLLER, Claims.CARD)) {
      List<Told> sorted =
          all.stream()
              .filter(told -> told.key.startsWith(kind))
              .sorted(byDay.thenComparing(Told::key).thenComparingLong(Told::position))
              .toList();
      List<String> keys = new ArrayList<>();
      for (Told told : sorted) {
        if (!keys.contains(told.key) && keys.size() < Claims.MOST) {
          keys.add(told.key);
          kept.add(told.key + " " + told.day + " " + told.position);
        }
      }
    }
    return kept;
  }

  private static List<String> said(List<Document> claims) {
    return claims.stream()
        .map(claim ->
            claim.getString("key")
                + " "
                + claim.getInteger("day")
                + " "
                + claim.getLong("received"))
        .toList();
  }

  @Test
  void onlyAnotherDayOrKeyChangesAnything() {
    Claims claims = new Claims();
    assertThat(take(claims, new Told("C 1", 5, 1))).isTrue();
    assertThat(take(claims, new Told("C 1", 5, 2))).isFalse();
    assertThat(take(claims, new Told("C 1", 6, 3))).isTrue();
    assertThat(take(claims, new Told("E 1", 6, 3))).isTrue();
    assertThat(Claims.of(new Document()).latest()).isEmpty();
  }
}
