package lantian.desk.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import lantian.desk.sealing.Sealer.Kind;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SealerTest {
  private final Sealer sealer = new Sealer(key(1));

  @Test
  void aWordComesBackAsWhatItWas() {
    String word = sealer.seal(Kind.VEHICLE, "LSZNJ01A9J0000001");
    assertThat(word).matches("[A-Za-z0-9_-]{44}").doesNotContain("LSZ");
    assertThat(sealer.open(Kind.VEHICLE, word)).hasValue("LSZNJ01A9J0000001");
    assertThat(sealer.seal(Kind.VEHICLE, "LSZNJ01A9J0000001")).isEqualTo(word);
  }

  @Test
  void aWordOfOneKindIsNothingAsAnother() {
    String word = sealer.seal(Kind.VEHICLE, "LSZNJ01A9J0000001");
    assertThat(sealer.open(Kind.FILTER, word)).isEmpty();
  }

  @Test
  void aWordOfAnotherKeyIsNothing() {
    String word = new Sealer(key(2)).seal(Kind.VEHICLE, "LSZNJ01A9J0000001");
    assertThat(sealer.open(Kind.VEHICLE, word)).isEmpty();
  }

  @Test
  void whatIsNoWordIsNothing() {
    for (String word : new String[] {"", "a", "****", "A".repeat(5000), "AAAAAAAAAAAAAAAAAAAAAA"}) {
      assertThat(sealer.open(Kind.CURSOR, word)).as(word).isEmpty();
    }
  }

  @Test
  void similarVehiclesHaveDifferentWords() {
    Set<String> words = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      words.add(sealer.seal(Kind.VEHICLE, "LSZNJ01A9J%07d".formatted(i)).substring(0, 6));
    }
    assertThat(words).hasSize(1000);
  }

  @RepeatedTest(200)
  void aChangedWordIsNothing(RepetitionInfo seed) {
    var random = new SplittableRandom(seed.getCurrentRepetition());
    String word = sealer.seal(Kind.VEHICLE, "LSZNJ01A9J0000001");
    int at = random.nextInt(word.length() - 1);
    char other = word.charAt(at) == 'A' ? 'B' : 'A';
    String changed = word.substring(0, at) + other + word.substring(at + 1);
    assertThat(sealer.open(Kind.VEHICLE, changed)).isEmpty();
  }

  private static byte[] key(int seed) {
    byte[] key = new byte[48];
    new SplittableRandom(seed).nextBytes(key);
    return key;
  }
}
