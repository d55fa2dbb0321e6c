package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import lantian.desk.access.Role;
import lantian.proto.Vin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Pages with nothing, with one row and with many, with long names, failing, and on paper. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageStatesIT {
  private static final String LONG = "一个名字特别特别长的经济技术开发区高新片区"; // As long as the register takes.

  private static CaseDesk cases;
  private static Chromium browser;

  @BeforeAll
  static void start() {
    cases = new CaseDesk();
    browser = new Chromium();
  }

  @AfterAll
  static void stop() {
    browser.close();
    cases.close();
  }

  @Test
  @Order(1)
  void withNothingEveryPageSaysSo() {
    PageStory story = new PageStory(browser, cases.desk);
    story.signIn(cases.first);
    for (String page : new String[] {"cases", "lists", "vehicles", "jobs"}) {
      story.tab().go("#/" + page);
      story.tab().awaitThat(page + "-page .blank#empty");
      story.judge(page + "-0");
    }
    story.tab().go("#/map");
    story.tab().awaitText("当前没有在线车辆");
    story.tab().awaitThat("#live[data-state=live]");
    story.judge("map-0");
    story.tab().go("#/home");
    story.tab().awaitThat("home-page .tiles");
    story.judge("home-0");
    story.tab().go("#/vehicle/" + "A".repeat(40));
    story.tab().awaitThat(".blank.fault button");
    story.judge("vehicle-fault");
    story.tab().go("#/case/" + "0".repeat(32));
    story.tab().awaitThat(".blank.fault button");
    story.end();
  }

  @Test
  @Order(2)
  void withOneAndWithManyNothingSticksOut() {
    cases.candidate(LONG.substring(0, 20));
    PageStory story = new PageStory(browser, cases.desk);
    Tab tab = story.tab();
    story.signIn(cases.first);
    tab.go("#/cases");
    tab.await("document.querySelectorAll('cases-page tbody tr').length === 1");
    tab.awaitText("下游NOx持续超标");
    story.judge("cases-1");
    for (int i = 0; i < 60; i++) {
      Vin vin = CaseDesk.vin(1000 + i);
      cases.desk.file(vin, "苏E%05d".formatted(1000 + i), "苏州工业园区", TestDesk.MAKER);
      cases.desk.obd.truck(vin, 1000 + i);
    }
    cases.desk.desk.casework().follower().sweep();
    tab.go("#/cases?size=100");
    tab.await("document.querySelectorAll('cases-page tbody tr').length === 61");
    story.judge("cases-many");
    tab.printed("cases-many");
    tab.go("#/vehicles?size=100");
    tab.await("document.querySelectorAll('vehicles-page tbody tr').length === 61");
    tab.click("vehicles-page tbody tr .doing a");
    tab.awaitThat("vehicle-page .facts");
    tab.awaitText("国六");
    story.judge("vehicle-plain");
    tab.printed("vehicle");
    tab.go("#/map?at=120.62,31.31,8");
    tab.await("Number(document.querySelector('map-page').dataset.drawn) >= 1");
    tab.printed("map");
    story.end();
  }

  @Test
  @Order(3)
  void aPageThatCanNotReadOffersToTryAgain() {
    PageStory story = new PageStory(browser, cases.desk);
    Tab tab = story.tab();
    story.signIn(cases.desk.as(Role.POLICE));
    tab.go("#/cases?from=2020-01-01T00:00&to=2026-01-01T00:00");
    tab.awaitThat("cases-page .blank.fault button");
    story.judge("cases-fault");
    assertThat((String) tab.value("document.querySelector('.blank.fault').innerText"))
        .contains("最长");
    story.end();
  }
}
