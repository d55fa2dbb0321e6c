package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import lantian.desk.access.Account;
import lantian.desk.access.Role;
import lantian.desk.oidc.SignOnSettings;
import org.junit.jupiter.api.Test;

/** The way to the provider and back in a real browser. */
class SignOnPageIT {
  @Test
  void anOfficerGoesToTheProviderAndLandsWhereHeWas() {
    int port = freePort();
    String home = "http://127.0.0.1:" + port;
    try (TestProvider provider = new TestProvider(home);
        TestDesk desk =
            new TestDesk(
                TestDesk.with(provider.settings()).with(DeskSettings.Listen.loopback(port)));
        Chromium browser = new Chromium()) {
      desk.user("officer", Role.POLICE, null);
      Tab tab = new PageStory(browser, desk).tab();
      tab.awaitThat("#sign-on");
      tab.go("#/account");
      provider.subject = "stranger";
      tab.click("#sign-on");
      tab.awaitText("没有对应的可用账号");
      assertThat(tab.accessibilityFaults()).isEmpty();
      assertThat((String) tab.value("location.href")).isEqualTo(home + "/#/account");
      Account account = desk.desk.accounts().byName("officer").orElseThrow();
      Account.Link link = new Account.Link(provider.issuer(), "officer-1");
      assertThat(desk.desk.accounts().link(account.id(), account.version(), link)).isTrue();
      provider.subject = "officer-1";
      tab.click("#sign-on");
      tab.awaitThat("#who");
      tab.awaitThat("account-page");
      assertThat((String) tab.value("location.href")).isEqualTo(home + "/#/account");
      tab.reload();
      tab.awaitThat("#who");
      tab.click("#sign-out");
      tab.awaitThat("#sign-on");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void thereIsNoButtonWhereNoProviderIsSet() {
    try (TestDesk desk = new TestDesk(TestDesk.with(SignOnSettings.off()));
        Chromium browser = new Chromium()) {
      Tab tab = new PageStory(browser, desk).tab();
      tab.awaitThat("#sign-in");
      tab.await("performance.getEntriesByName(location.origin + '/v1/sign-on').length === 1");
      assertThat(tab.value("document.querySelector('#sign-on') === null")).isEqualTo(true);
    }
  }

  /** A port that nobody listens on: the provider must know the desk before it starts. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
