package lantian.desk.cases;

import java.util.function.BiConsumer;

/** What the gates look at, one method each (闸门判断). What is not known shuts a gate. */
final class GateChecks {
  private static final String PLATE_DIFFERS_ZH =
      "复核更正的号牌与违法时备案的不符：备案有误的，更正备案登记；更正有误的，确认前撤回更正，确认后撤销案件";
  private static final String PLATE_DIFFERS_EN =
      "The corrected plate is not the one filed then: correct the register if that is wrong; else"
          + " take the correction back, or revoke the case once it is confirmed";

  private GateChecks() {}

  static void personDecides(GateView view, GateView.Shut shut) {
    if (!view.actor().person()) {
      shut.because("", "须由工作人员本人办理，机器密钥不能代替", "A person has to do it, not a key");
    }
  }

  static void registryMatch(GateView view, GateView.Shut shut) {
    each(
        view,
        shut,
        (row, facts) -> {
          if (!facts.vehicleFiled()) {
            shut.because(row.id().text(), "违法时车辆未备案", "The vehicle was not filed then");
          } else if (!facts.plateFiled()) {
            shut.because(row.id().text(), "违法时号牌或号牌颜色未备案", "Plate and colour were not filed then");
          } else if (!facts.plateAgrees()) {
            shut.because(row.id().text(), PLATE_DIFFERS_ZH, PLATE_DIFFERS_EN);
          }
        });
  }

  static void terminalCertified(GateView view, GateView.Shut shut) {
    each(
        view,
        shut,
        (row, facts) -> {
          if (!facts.terminalFiled()) {
            shut.because(row.id().text(), "违法时终端未备案", "The terminal was not filed then");
          } else if (!facts.terminalInPeriod()) {
            shut.because(row.id().text(), "违法时终端不在备案有效期内", "The terminal was out of its period");
          }
        });
  }

  static void evidenceIntact(GateView view, GateView.Shut shut) {
    each(
        view,
        shut,
        (row, facts) -> {
          String about = row.id().text();
          switch (facts.evidence()) {
            case INTACT -> {}
            case ALTERED -> shut.because(about, "证据摘要不符", "Evidence is not what was received");
            case MISSING -> shut.because(about, "证据缺失", "Evidence is missing");
            case ARCHIVED -> archived(facts, about, shut);
            case UNKNOWN -> shut.because(about, "证据未能核对", "Evidence could not be checked");
          }
        });
  }

  private static void archived(FindingFacts facts, String about, GateView.Shut shut) {
    String months = String.join("、", facts.archives());
    shut.because(
        about,
        "原始报文已归档（" + months + "），确认前未封存，须以 lantian verify --archive 核对归档文件",
        "Its packets are archived ("
            + months
            + ") and were not sealed before; the archive has to be held against them:"
            + " lantian verify --archive");
  }

  static void legalBasis(GateView view, GateView.Shut shut) {
    each(
        view,
        shut,
        (row, facts) -> {
          String about = row.id().text();
          if (!facts.lawInForce() || row.law().zh().isBlank()) {
            shut.because(about, "当时施行的规则集没有法律依据", "The rule set in force then has no legal basis");
          } else if (!row.law().verified() && !view.facts().unverifiedLawAllowed()) {
            shut.because(about, "法律依据未经核对", "Nobody has verified the legal basis");
          }
        });
  }

  static void provenSender(GateView view, GateView.Shut shut) {
    if (view.record().standing().stream().noneMatch(CaseFinding::verified)) {
      shut.because("", "没有一条线索来自已核验的终端", "No finding is from a proven sender");
    }
  }

  static void secondReviewer(GateView view, GateView.Shut shut) {
    if (view.record().reviewers().isEmpty()) {
      shut.because("", "尚无初审", "There is no first review");
    } else if (view.record().reviewers().contains(view.actor().id())) {
      shut.because("", "初审与复审不得为同一人", "The first reviewer may not be the second");
    }
  }

  static void noSecondPenalty(GateView view, GateView.Shut shut) {
    for (GateFacts.PenalisedAct act : view.facts().penalised()) {
      boolean same =
          view.record().findings().stream().anyMatch(row -> row.overlaps(act.from(), act.to()));
      if (same) {
        shut.because(act.caseId(), "同一行为已在另一案件中处罚", "Another case has a penalty for this act");
      }
    }
  }

  static void sameCounty(GateView view, GateView.Shut shut) {
    String then = view.facts().countyThen();
    String now = view.facts().countyNow();
    if (then == null || now == null) {
      shut.because("", "车辆所属县区未备案", "The vehicle's county is not filed");
    } else if (!then.equals(now)) {
      shut.because("", "车辆已转至其他县区，应交还", "The vehicle has changed county; hand the case back");
    }
  }

  static void notContradicted(GateView view, GateView.Shut shut) {
    if (view.record().flags().contains(CaseFlag.CONTRADICTED)) {
      shut.because("", "线索已被推翻，须先决定维持或撤销", "A finding was refuted: maintain or revoke first");
    }
  }

  static void mergeTarget(GateView view, GateView.Shut shut) {
    GateFacts.MergeTarget target = view.facts().target();
    if (target == null || target.caseId().equals(view.record().id())) {
      shut.because("", "没有可并入的案件", "There is no such case to merge into");
    } else if (!target.subject().equals(view.record().subject())) {
      shut.because(target.caseId(), "并案目标不是同一当事车辆", "The other case is of another subject");
    } else if (target.ended()) {
      shut.because(target.caseId(), "并案目标已办结", "The other case has ended");
    }
  }

  static void repairOverdue(GateView view, GateView.Shut shut) {
    if (view.record().running(CaseTable.REPAIR_CLOCK).stream()
        .noneMatch(c -> c.overdue(view.now()))) {
      shut.because("", "维修复检时限未到", "The time for repair and re-test is not over");
    }
  }

  static void tracksDone(GateView view, GateView.Shut shut) {
    for (Track track : Track.values()) {
      TrackState state = view.table().state(track, view.after().of(track));
      if (!state.terminal()) {
        shut.because(
            track.id(),
            "%s尚未办结：%s".formatted(track.zh(), state.zh()),
            "%s is not done: %s".formatted(track.en(), state.en()));
      }
    }
  }

  private static void each(
      GateView view, GateView.Shut shut, BiConsumer<CaseFinding, FindingFacts> look) {
    if (view.record().standing().isEmpty()) {
      shut.because("", "没有有效线索", "No finding stands");
    }
    for (CaseFinding row : view.record().standing()) {
      FindingFacts facts = view.facts().findings().get(row.id());
      if (facts == null) {
        shut.because(row.id().text(), "未能核查该线索", "The finding could not be looked into");
      } else {
        look.accept(row, facts);
      }
    }
  }
}
