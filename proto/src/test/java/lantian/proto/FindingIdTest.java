package lantian.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingIdTest {
  private static final String VIN = "LSUTESTCVIN000001";
  private static final String RULE = "OBD-NOX-LASTING";
  private static final Instant START = Instant.ofEpochSecond(1_790_000_000L);

  /** The form is a promise: ids that were told must come out again. */
  @Test
  void isTheDigestOfSubjectRuleAndFirstSecond() {
    String source = VIN + "\n" + RULE + "\n1790000000";
    byte[] digest = Sm3.of(source.getBytes(StandardCharsets.UTF_8));
    assertThat(FindingId.of(VIN, RULE, START))
        .isEqualTo(new FindingId(HexFormat.of().formatHex(digest).substring(0, 32)))
        .isEqualTo(FindingId.of(VIN, RULE, START.plusMillis(999)));
  }

  @Test
  void anythingElseIsAnotherFinding() {
    assertThat(
            Set.of(
                FindingId.of(VIN, RULE, START),
                FindingId.of(VIN, RULE, START.plusSeconds(1)),
                FindingId.of(VIN, "OBD-MIL-LASTING", START),
                FindingId.of("LSUTESTCVIN000002", RULE, START)))
        .hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123456789abcdef0123456789abcde",
        "0123456789ABCDEF0123456789ABCDEF",
        "0123456789abcdef0123456789abcdef0"
      })
  void whatIsNoIdIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new FindingId(text));
  }
}
