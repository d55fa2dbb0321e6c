package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import lantian.desk.evidence.ManifestContent;
import lantian.desk.evidence.ManifestContent.RegisterLine;
import lantian.desk.register.DeskRegister;
import lantian.desk.register.FilingRow;
import lantian.desk.register.TerminalValues;
import lantian.desk.register.VehicleValues;
import lantian.desk.route.ObdManifest;
import lantian.obd.MongoSet;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Profile;
import lantian.obd.read.Found;
import lantian.proto.FindingId;
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
  private final ObdManifest manifest = new ObdManifest(obd, register.readings(), "0.1.0");

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

    ManifestContent content = manifest.gather(List.of(found.id()), List.of()).orElseThrow();

    assertThat(content.subjectKind()).isEqualTo("vehicle");
    assertThat(content.software()).isEqualTo("0.1.0");
    ManifestContent.FindingLine line = content.findings().getFirst();
    assertThat(line.id()).isEqualTo(found.id().text());
    assertThat(line.revision()).isEqualTo(found.revision());
    assertThat(line.ruleSet()).isEqualTo("2026-11");
    assertThat(line.figures()).containsEntry("measured", "812.5 ppm");
    assertThat(line.packets().getFirst().hex()).isEqualTo(FakeObd.FRAME);
    assertThat(line.packets().getFirst().sha256()).hasSize(64);
    assertThat(content.registers())
        .filteredOn(entry -> entry.register().equals("terminals"))
        .extracting(RegisterLine::validFrom)
        .containsExactly("2026-11-20T11:59:50+08:00", "2026-11-20T12:02:00+08:00");
  }

  @Test
  void aFindingThatIsNotThereGivesNoManifest() {
    Found found = obd.truck(VIN, 0);
    FindingId other = FindingId.of(VIN.text(), "OBD-NOX-LASTING", found.start().plusSeconds(1));
    assertThat(manifest.gather(List.of(found.id(), other), List.of())).isEmpty();
  }

  private void file(Instant from, String iccid) {
    VehicleFacts facts = new VehicleFacts("VI", "DIESEL", 2100.0, 353.0, 25000.0, 30.5);
    VehicleValues vehicle = new VehicleValues(null, "姑苏区", facts);
    TerminalValues terminal =
        new TerminalValues(iccid, null, null, Profile.HJ1239, "晨星车载", "T1", "1.0", Origin.MODELLED);
    register.file(List.of(FilingRow.of(VIN, from, vehicle, terminal)), "test", false);
  }
}
