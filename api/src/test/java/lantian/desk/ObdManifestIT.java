package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import lantian.desk.cases.CaseFinding;
import lantian.desk.dossier.Gathering;
import lantian.desk.evidence.ManifestContent.PacketLine;
import lantian.desk.evidence.ManifestContent.RegisterLine;
import lantian.desk.register.DeskRegister;
import lantian.desk.register.FilingRow;
import lantian.desk.register.TerminalValues;
import lantian.desk.register.VehicleValues;
import lantian.desk.route.ObdFindings;
import lantian.desk.route.ObdManifest;
import lantian.obd.MongoSet;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Profile;
import lantian.obd.read.Found;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObdManifestIT {
  private static final Vin VIN = new Vin("LSZNJ01A9J0000001");

  private final MongoDatabase database = MongoSet.shared().freshDatabase();
  private final DeskRegister register =
      new DeskRegister(
          MongoSet.shared().client(), database, InstantSource.system(), new SecureRandom());
  private final FakeObd obd = new FakeObd();
  private final ObdManifest manifest = new ObdManifest(obd, register.readings());

  @AfterEach
  void drop() {
    database.drop();
  }

  @Test
  void namesPacketsAndTheEntriesThatHeldWhileItHappened() {
    Found found = obd.truck(VIN, 0);
    file(found.start().minusSeconds(9_000), "8986000000000001");
    file(found.start().minusSeconds(10), "8986000000000002");
    file(found.last(), "8986000000000003");
    file(found.last().plusSeconds(1), "8986000000000004");

    Gathering.Gathered gathered = manifest.gather(row(found));

    PacketLine packet = gathered.packets().getFirst();
    assertThat(packet.hex()).isEqualTo(FakeObd.FRAME);
    assertThat(packet.sha256()).hasSize(64);
    assertThat(gathered.registers())
        .filteredOn(entry -> entry.register().equals("terminals"))
        .extracting(RegisterLine::validFrom)
        .containsExactly("2026-11-20T11:59:50+08:00", "2026-11-20T12:02:00+08:00");
  }

  /** What was gone when it was sealed is not made up; the count beside the packets tells. */
  @Test
  void packetsThatAreNotThereAreLeftOut() {
    Found found = obd.truck(VIN, 0);
    CaseFinding row = row(found);
    obd.findings.clear();
    assertThat(manifest.gather(row).packets()).isEmpty();
  }

  @Test
  void tellsOfItsOwnKindsOnly() {
    assertThat(manifest.tells("OBD-NOX-LASTING")).isTrue();
    assertThat(manifest.tells("RS-TWICE")).isFalse();
    assertThat(manifest.room()).isEqualTo("obd");
    assertThat(manifest.subjectKind()).isEqualTo("vehicle");
  }

  private CaseFinding row(Found found) {
    return new ObdFindings(obd)
        .changedAfter(found.changed().minusSeconds(1), null, 10)
        .rows()
        .getFirst();
  }

  private void file(Instant from, String iccid) {
    VehicleFacts facts = new VehicleFacts("VI", "DIESEL", 2100.0, 353.0, 25000.0, 30.5);
    VehicleValues vehicle = new VehicleValues(null, "姑苏区", facts);
    TerminalValues terminal =
        new TerminalValues(iccid, null, null, Profile.HJ1239, "晨星车载", "T1", "1.0", Origin.MODELLED);
    register.file(List.of(FilingRow.of(VIN, from, vehicle, terminal)), "test", false);
  }
}
