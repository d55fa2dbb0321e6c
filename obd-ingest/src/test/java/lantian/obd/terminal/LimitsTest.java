package lantian.obd.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import lantian.obd.frame.Foreign;
import lantian.obd.frame.Frame;
import lantian.obd.log.LogSettings;
import lantian.obd.packet.Profile;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void anAllowanceLetsABurstOfOneSecondThroughAndThenItsRate() {
    Allowance allowance = new Allowance(1_000, 0);
    assertThat(allowance.spend(1_000, 0)).isZero();
    assertThat(allowance.spend(500, 0)).isEqualTo(SECOND / 2);
    assertThat(allowance.spend(0, SECOND / 2)).isZero();
    assertThat(allowance.spend(1, SECOND / 2)).isPositive();
    // Long silence earns no more than one second.
    assertThat(allowance.spend(1_000, 100 * SECOND)).isZero();
    assertThat(allowance.spend(1, 100 * SECOND)).isPositive();
  }

  @Test
  void sourcesCountPerAddressAndInAllAndForgetWhoLeft() {
    Sources sources = new Sources(limits(3, 2), () -> 0);
    Sources.Source first = entered(sources, "192.0.2.1");
    assertThat(entered(sources, "192.0.2.1")).isSameAs(first);
    assertThat(sources.enter("192.0.2.1").refusal()).isEqualTo(Farewell.ADDRESS_FULL);
    Sources.Source other = entered(sources, "192.0.2.2");
    assertThat(sources.enter("192.0.2.3").refusal()).isEqualTo(Farewell.FULL);
    assertThat(sources.total()).isEqualTo(3);

    sources.leave(other);
    assertThat(sources.addresses()).isOne();
    sources.leave(first);
    assertThat(entered(sources, "192.0.2.1")).isSameAs(first);
    sources.leave(first);
    sources.leave(first);
    assertThat(sources.addresses()).isZero();
    assertThat(sources.total()).isZero();
  }

  @Test
  void hangingUpPaysNoDebt() {
    long[] now = {0};
    Sources sources = new Sources(rate(1_000), () -> now[0]);
    Sources.Source fast = entered(sources, "192.0.2.1");
    assertThat(fast.bytes().spend(3_000, 0)).isEqualTo(2 * SECOND);
    sources.leave(fast);
    assertThat(entered(sources, "192.0.2.1")).isSameAs(fast);
    assertThat(fast.bytes().owes(now[0])).isTrue();
    sources.leave(fast);

    now[0] = 2 * SECOND;
    Sources.Source other = entered(sources, "192.0.2.2");
    assertThat(sources.addresses()).as("paid, so forgotten").isOne();
    sources.leave(other);
    assertThat(sources.addresses()).isZero();
  }

  @Test
  void noMoreDebtorsAreKeptThanThereMayBeConnections() {
    Sources sources = new Sources(rate(1_000), () -> 0);
    for (int i = 0; i < 200; i++) {
      Sources.Source debtor = entered(sources, "198.51.100." + i);
      debtor.bytes().spend(1_000_000, 0);
      sources.leave(debtor);
    }
    assertThat(sources.addresses()).isEqualTo(100);
    assertThat(sources.total()).isZero();
  }

  @Test
  void aLineAboutAnotherProtocolComesAtMostEveryTenSeconds() {
    ForeignNotice notice = new ForeignNotice();
    assertThat(notice.line(Foreign.HJ212, 2, "192.0.2.1", 5))
        .isEqualTo("HJ212 is spoken to listener 2 from 192.0.2.1");
    assertThat(notice.line(Foreign.HJ212, 2, "192.0.2.1", 5 + 10 * SECOND - 1)).isNull();
    assertThat(notice.line(Foreign.GBT32960, 1, "192.0.2.7", 6)).isNull();
    assertThat(notice.line(Foreign.GBT32960, 1, "192.0.2.7", 5 + 10 * SECOND))
        .isEqualTo(
            "GBT32960 is spoken to listener 1 from 192.0.2.7, 2 more since the last such line");
  }

  @Test
  void batteryCarsAreToldFromTrucks() {
    byte[] login = new byte[30 + 2 * 5];
    login[28] = 2;
    login[29] = 5;
    Frame car = Frame.of(Wire.platform('#', 0x01, 0xFE, Wire.VIN, login));
    assertThat(Stranger.gbt32960(car, Profile.GB17691)).isTrue();
    assertThat(Stranger.gbt32960(car, Profile.PLATFORM)).isTrue();

    login[29] = 6;
    Frame odd = Frame.of(Wire.platform('#', 0x01, 0xFE, Wire.VIN, login));
    assertThat(Stranger.gbt32960(odd, Profile.PLATFORM)).isFalse();
    Frame ours = Frame.of(Wire.vector("syn-platform-login"));
    assertThat(Stranger.gbt32960(ours, Profile.GB17691)).isFalse();
    assertThat(Stranger.gbt32960(Frame.of(Wire.vector("syn-login")), Profile.HJ1239)).isFalse();
  }

  @Test
  void aForwardedLoginIsNoBatteryCarWhateverItsMinute() {
    // 53 bytes nested; minute and second of the inner time stand where the codes would be counted.
    byte[] unit = new byte[28];
    System.arraycopy(new byte[] {26, 11, 23, 16, 1, 23}, 0, unit, 0, 6);
    byte[] nested = Wire.terminal(0x01, Wire.VIN, unit);
    Frame forwarded = Frame.of(Wire.platform('#', 0x01, 0xFE, Wire.VIN, nested));
    assertThat(forwarded.unitLength()).isEqualTo(53);
    assertThat(Stranger.gbt32960(forwarded, Profile.PLATFORM)).isFalse();
  }

  @Test
  void settingsRefuseWhatCouldNotWork() {
    assertThat(TerminalSettings.defaults().listeners()).hasSize(3);
    assertThatThrownBy(() -> limits(0, 1)).hasMessageContaining("connections");
    assertThat(units(LogSettings.LONGEST_FRAME - Frame.OVERHEAD).unitBytes()).isEqualTo(64_977);
    assertThatThrownBy(() -> units(LogSettings.LONGEST_FRAME - Frame.OVERHEAD + 1))
        .hasMessageContaining("unitBytes");
    assertThatThrownBy(() -> ListenerSettings.of(Profile.HJ1239, 70_000))
        .hasMessageContaining("port");
    assertThatThrownBy(() -> new AckGroup("", AckPolicy.ECHO)).hasMessageContaining("vinPrefix");
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() ->
            new DeadlineSettings(second, second, second, second, Duration.ofSeconds(21), second))
        .hasMessageContaining("drain");
  }

  private static Sources.Source entered(Sources sources, String address) {
    Sources.Source source = sources.enter(address).source();
    assertThat(source).isNotNull();
    return java.util.Objects.requireNonNull(source);
  }

  private static LimitSettings units(int bytes) {
    return new LimitSettings(1, 1, 1, 1_000, 1, bytes, 1_000, 1, 512);
  }

  /** A hundred connections at so many bytes a second. */
  private static LimitSettings rate(int bytesPerSecond) {
    return new LimitSettings(100, 100, 100, bytesPerSecond, 1, 8_192, 1_000, 1, 512);
  }

  static LimitSettings limits(int connections, int perAddress) {
    LimitSettings usual = LimitSettings.defaults();
    return new LimitSettings(
        connections,
        perAddress,
        usual.acceptsPerSecond(),
        usual.bytesPerSecond(),
        usual.unanswered(),
        usual.unitBytes(),
        usual.junkBytes(),
        usual.junkWeight(),
        usual.readBytes());
  }
}
