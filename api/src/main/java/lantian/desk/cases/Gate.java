package lantian.desk.cases;

import java.util.Locale;

/** Something that must hold before a case may move (闸门). */
public enum Gate {
  PERSON_DECIDES("由人决定", "A person decides", GateChecks::personDecides),
  REGISTRY_MATCH("车辆备案相符", "Vehicle filed with plate", GateChecks::registryMatch),
  TERMINAL_CERTIFIED("终端备案有效", "Terminal filed and in its period", GateChecks::terminalCertified),
  EVIDENCE_INTACT("证据完整", "Evidence intact", GateChecks::evidenceIntact),
  LEGAL_BASIS("法律依据有效", "Legal basis in force", GateChecks::legalBasis),
  PROVEN_SENDER("来源已核验", "Sender proven", GateChecks::provenSender),
  SECOND_REVIEWER("复审换人", "Another reviewer", GateChecks::secondReviewer),
  NO_SECOND_PENALTY("一事不再罚", "No second penalty for one act", GateChecks::noSecondPenalty),
  SAME_COUNTY("县区未变更", "Still filed in the county of the act", GateChecks::sameCounty),
  NOT_CONTRADICTED("线索未被推翻", "Not contradicted", GateChecks::notContradicted),
  MERGE_TARGET("并案目标有效", "Case to merge into fits", GateChecks::mergeTarget),
  REPAIR_OVERDUE("维修已逾期", "Repair is overdue", GateChecks::repairOverdue),
  TRACKS_DONE("各轨道均已办结", "All tracks are done", GateChecks::tracksDone);

  private final String zh;
  private final String en;
  private final Check check;

  Gate(String zh, String en, Check check) {
    this.zh = zh;
    this.en = en;
    this.check = check;
  }

  /** Looks whether the gate is open; adds to {@code shut} why it is not. */
  @FunctionalInterface
  interface Check {
    void look(GateView view, GateView.Shut shut);
  }

  /** The word of the table file: registryMatch. */
  public String id() {
    StringBuilder id = new StringBuilder();
    for (String part : name().toLowerCase(Locale.ROOT).split("_", -1)) {
      id.append(
          id.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
    }
    return id.toString();
  }

  /** The Chinese words. */
  public String zh() {
    return zh;
  }

  /** The English words. */
  public String en() {
    return en;
  }

  /** True if it asks for other cases of the subject. */
  boolean looksAtOthers() {
    return this == NO_SECOND_PENALTY || this == MERGE_TARGET;
  }

  GateReading read(GateView view) {
    GateView.Shut shut = new GateView.Shut();
    check.look(view, shut);
    return new GateReading(this, shut.reasons());
  }
}
