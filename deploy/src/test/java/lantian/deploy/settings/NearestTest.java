package lantian.deploy.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void countsSingleLetterChanges() {
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("same", "same")).isZero();
  }

  @Test
  void findsTheNearestAndBreaksTiesByAlphabet() {
    assertThat(Nearest.to("exprot", List.of("export", "replay", "user"))).isEqualTo("export");
    assertThat(Nearest.to("zzz", List.of("b", "a"))).isEqualTo("a");
    assertThat(Nearest.to("DEMO", List.of("serve", "demo"))).isEqualTo("demo");
  }
}
