package lantian.desk.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lantian.proto.Vin;
import org.junit.jupiter.api.Test;

/** What one reader is told from look to look. */
class PictureTest {
  private static final Vin ONE = new Vin("LSZNJ01A9J0000001");
  private static final Vin TWO = new Vin("LSZNJ01A9J0000002");

  @Test
  void firstAllThenOnlyWhatIsNew() {
    Picture picture = new Picture(10, true);
    Picture.Difference all = picture.step(List.of(mark(ONE, 1, 50, 0), mark(TWO, 2, 50, 0)));
    assertThat(keys(all.appeared())).containsExactly(0, 1);
    Picture.Difference moved = picture.step(List.of(mark(ONE, 1.5, 50, 1), mark(TWO, 2, 50, 1)));
    assertThat(keys(moved.moved())).containsExactly(0);
    assertThat(moved.appeared()).isEmpty();
    assertThat(moved.left()).isEmpty();
    Picture.Difference left = picture.step(List.of(mark(TWO, 2, 50, 2)));
    assertThat(left.left()).containsExactly(0);
    assertThat(left.moved()).isEmpty();
    Picture.Difference back = picture.step(List.of(mark(ONE, 1, 50, 3), mark(TWO, 2, 50, 3)));
    assertThat(keys(back.appeared())).containsExactly(2);
  }

  @Test
  void theSameAgainIsNothing() {
    Picture picture = new Picture(10, true);
    picture.step(List.of(mark(ONE, 1, 50, 0)));
    assertThat(picture.step(List.of(mark(ONE, 1, 40, 29))).isEmpty()).isTrue();
  }

  @Test
  void whoStandsIsToldAgainAfterHalfAMinuteAndWhoStopsAtOnce() {
    Picture picture = new Picture(10, true);
    picture.step(List.of(mark(ONE, 1, 0, 0)));
    assertThat(picture.step(List.of(mark(ONE, 1, 0, 29))).isEmpty()).isTrue();
    assertThat(keys(picture.step(List.of(mark(ONE, 1, 0, 30))).moved())).containsExactly(0);
    assertThat(picture.step(List.of(mark(ONE, 1, 0, 31))).isEmpty()).isTrue();
    assertThat(keys(picture.step(List.of(mark(ONE, 1, 20, 32))).moved())).containsExactly(0);
  }

  @Test
  void withoutALinkAnotherPlaceIsAnotherKey() {
    Picture picture = new Picture(10, false);
    picture.step(List.of(mark(ONE, 1, 50, 0)));
    Picture.Difference moved = picture.step(List.of(mark(ONE, 1.01, 50, 1)));
    assertThat(moved.left()).containsExactly(0);
    assertThat(keys(moved.appeared())).containsExactly(1);
    assertThat(moved.moved()).isEmpty();
    assertThat(keys(picture.step(List.of(mark(ONE, 1.01, 0, 2))).moved())).containsExactly(1);
  }

  @Test
  void ofTooManyThoseThatAreShownStay() {
    Picture picture = new Picture(3, true);
    assertThat(picture.step(row(0, 3)).more()).isFalse();
    List<Mark> more = new ArrayList<>(row(100, 103));
    more.addAll(row(0, 3));
    Picture.Difference crowded = picture.step(more);
    assertThat(crowded.isEmpty()).isTrue();
    assertThat(crowded.more()).isTrue();
    Picture.Difference room = picture.step(more.subList(0, 5));
    assertThat(room.left()).containsExactly(2);
    assertThat(keys(room.appeared())).containsExactly(3);
    assertThat(room.more()).isTrue();
  }

  private static List<Mark> row(int from, int to) {
    List<Mark> marks = new ArrayList<>();
    for (int i = from; i < to; i++) {
      marks.add(mark(new Vin("LSZNJ01A9J%07d".formatted(i)), i / 1000.0, 50, 0));
    }
    return marks;
  }

  private static Mark mark(Vin vin, double lon, double speed, long second) {
    return new Mark(vin, lon, 31, speed, second);
  }

  private static List<Integer> keys(List<Picture.Row> rows) {
    return rows.stream().map(Picture.Row::key).toList();
  }
}
