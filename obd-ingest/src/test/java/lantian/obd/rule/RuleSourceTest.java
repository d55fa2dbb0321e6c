package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import lantian.obd.filing.ActiveRules;
import org.junit.jupiter.api.Test;

/** The sets of the program with those that people have put in force. */
class RuleSourceTest {
  private final AtomicReference<List<ActiveRules.File>> active = new AtomicReference<>(List.of());
  private final RuleSource source = RuleSource.following(active::get);

  @Test
  void whileNothingChangesItIsTheSameObject() throws IOException {
    RuleSets before = source.current();
    assertThat(before.list()).hasSameSizeAs(RuleSets.builtIn().list());
    assertThat(source.current()).isSameAs(before);
    active.set(List.of(later("2027-01-01", "NEW-1"), later("2027-02-01", "NEW-2")));
    RuleSets after = source.current();
    assertThat(after).isNotSameAs(before);
    assertThat(after.list()).extracting(RuleSet::id).endsWith("NEW-1", "NEW-2");
    active.set(active.get().reversed());
    assertThat(source.current()).isSameAs(after);
    active.set(List.of());
    assertThat(source.current().named("NEW-1")).isNull();
  }

  @Test
  void aSetThatCantBeReadIsNamed() {
    active.set(List.of(new ActiveRules.File("NEW-1", "{}".getBytes(StandardCharsets.UTF_8))));
    assertThatIllegalArgumentException().isThrownBy(source::current).withMessageContaining("NEW-1");
  }

  private static ActiveRules.File later(String from, String id) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            RuleSets.class.getResourceAsStream("/lantian/obd/rules/OBD-SCREEN-1.json"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String changed = text.replace("OBD-SCREEN-1", id).replace("2018-07-01", from);
      return new ActiveRules.File(id, changed.getBytes(StandardCharsets.UTF_8));
    }
  }
}
