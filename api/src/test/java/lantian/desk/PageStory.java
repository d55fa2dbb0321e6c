package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

/** One person's way through the pages, and what must hold of every such way (页面故事). */
final class PageStory {
  /** What sticks out of the window, but for what scrolls inside a frame of its own. */
  private static final String TOO_WIDE =
      """
      document.documentElement.scrollWidth <= innerWidth ? "" : [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".scroll"))
        .slice(0, 5).map((one) => one.outerHTML.slice(0, 120)).join("\\n")\
      """;

  private final String home;
  private final Tab tab;

  /** A fresh visitor. */
  PageStory(Chromium browser, TestDesk desk) {
    home = "http://127.0.0.1:" + desk.port + "/";
    tab = browser.open(home);
  }

  Tab tab() {
    return tab;
  }

  /** Signs in by the form and lands at home. */
  void signIn(TestDesk.Session session) {
    tab.fill("#sign-in [name=name]", session.name());
    tab.fill("#sign-in [name=password]", session.password());
    tab.click("#sign-in button");
    tab.awaitThat("home-page .tiles");
  }

  /** A page as it stands: a picture, and nothing that would shut somebody out. */
  void look(String name) {
    tab.picture(name + "-1366");
    assertThat((String) tab.value(TOO_WIDE)).as(name).isEmpty();
    assertThat(tab.accessibilityFaults()).as(name).isEmpty();
  }

  /** The same, and a picture of it on a large screen. */
  void judge(String name) {
    look(name);
    tab.size(1920, 1080);
    tab.picture(name + "-1920");
    tab.size(1366, 768);
  }

  /** Whatever was done: only our own host was asked, and nothing complained. */
  void end() {
    assertThat(tab.fetched()).isNotEmpty().allMatch(url -> url.startsWith(home));
    assertThat(tab.complaints()).isEmpty();
  }
}
