package lantian.deploy.server;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import lantian.desk.audit.AuditLedger;
import lantian.desk.cases.CaseLedger;
import lantian.desk.evidence.EvidenceStore;
import lantian.desk.evidence.ManifestLedger;
import lantian.desk.lists.ListLedger;
import lantian.desk.pinning.Ledger;
import lantian.desk.route.ObdLedgers;
import lantian.desk.rules.RuleSetLedger;
import lantian.obd.read.ObdProof;
import org.jspecify.annotations.Nullable;

/** Everything that is pinned and verified, in the order of the check (账册一览). */
public final class Ledgers {
  private Ledgers() {}

  /**
   * The ledgers of a database.
   *
   * @param store where evidence files are; null to leave them out
   */
  public static List<Ledger> of(MongoDatabase database, @Nullable EvidenceStore store) {
    List<Ledger> all = new ArrayList<>();
    all.add(new AuditLedger(database));
    all.addAll(ObdLedgers.of(new ObdProof(database)));
    all.add(new CaseLedger(database));
    all.add(new ListLedger(database));
    all.add(new RuleSetLedger(database));
    all.add(new ManifestLedger(database, store));
    return all;
  }
}
