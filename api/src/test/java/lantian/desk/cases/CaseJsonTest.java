package lantian.desk.cases;

import static lantian.desk.cases.CaseSamples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import org.junit.jupiter.api.Test;

/** The bytes that are hashed are fixed for ever: a change here breaks every stored chain. */
class CaseJsonTest {
  private static final CaseState FROM = new CaseState("referred", "none", "none", "none");
  private static final CaseEvent EVENT =
      new CaseEvent(
          3,
          Instant.parse("2026-03-11T02:00:00.123Z"),
          new CaseActor(Actor.Kind.USER, "u-7", "李\"四", Role.POLICE, "苏州交警", null),
          "receive",
          FROM,
          new CaseState("received", "pending", "none", "none"),
          "签收\\核对",
          new TreeMap<>(Map.of("b", "2", "a", "1")),
          "11",
          "22",
          "");

  @Test
  void anEventHasOneText() {
    assertThat(CaseJson.of("c-1", EVENT))
        .isEqualTo(
            """
            {"actor":{"county":null,"id":"u-7","kind":"USER","name":"李\\"四","organisation":"苏州交警",\
            "role":"POLICE"},"at":1773194400123,"case":"c-1","data":{"a":"1","b":"2"},\
            "from":{"appeal":"none","main":"referred","penalty":"none","repair":"none"},\
            "manifest":"11","move":"receive","previous":"22","reason":"签收\\\\核对","seq":3,\
            "to":{"appeal":"none","main":"received","penalty":"pending","repair":"none"}}\
            """);
  }

  @Test
  void andOneHash() {
    assertThat(EVENT.hash("c-1"))
        .isEqualTo("3314296e363f6fc19982c4ffe28e98b1bdd500f0d47583c73c12ff61232077da");
    assertThat(CaseJson.digest("abc")) // GB/T 32905, example A.1
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  }

  @Test
  void emptyAndNullAreWrittenOut() {
    CaseEvent first =
        new CaseEvent(
            0,
            Instant.EPOCH,
            CaseActor.DESK,
            "opened",
            null,
            FROM,
            "线索成案",
            new TreeMap<>(),
            "",
            "",
            "");
    assertThat(CaseJson.of("c", first)).contains("\"data\":{},\"from\":null,\"manifest\":\"\"");
  }

  @Test
  void controlCharactersAreEscapedAsTheStandardSays() {
    CaseEvent odd =
        new CaseEvent(
            0,
            Instant.EPOCH,
            SECOND,
            "m",
            null,
            FROM,
            "\b\t\n\f\r\u001f\u007f/\u00e9",
            new TreeMap<>(),
            "",
            "",
            "");
    assertThat(CaseJson.of("c", odd))
        .contains("\"reason\":\"\\b\\t\\n\\f\\r\\u001f\u007f/\u00e9\"");
  }

  @Test
  void rowsOfEqualCasesAreEqualAndOfOthersDiffer() {
    CaseRecord one = CaseSamples.candidate(CaseSamples.TWO);
    assertThat(CaseJson.rows(one)).isEqualTo(CaseJson.rows(CaseSamples.candidate(CaseSamples.TWO)));
    assertThat(CaseJson.rows(one))
        .startsWith("{\"findings\":[{\"changed\":")
        .endsWith("\"supplements\":[]}");
    assertThat(CaseJson.rows(one))
        .isNotEqualTo(CaseJson.rows(CaseSamples.candidate(CaseSamples.ONE)));
  }
}
