package lantian.obd.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import lantian.obd.MongoSet;
import lantian.obd.packet.Profile;
import org.junit.jupiter.api.Test;

class AnswersIT {
  private static final String ECHOED_LOGIN = "2323014c53555a544553543056494e30303030310101000057";

  @Test
  void echoAnswersALoginWithItsHead() {
    try (Port port = new Port(MongoSet.shared(), Setup.usual());
        Peer peer = port.connect(Setup.HJ)) {
      assertThat(peer.send(Wire.vector("syn-login")).read(25)).isEqualTo(ECHOED_LOGIN);
      assertThat(port.logged()).hasSize(1);
      assertThat(port.logged().getFirst().frame().copy()).isEqualTo(Wire.vector("syn-login"));
      assertThat(port.logged().getFirst().connection().iccid()).isEqualTo("89860000000000000001");
    }
  }

  @Test
  void answersKeepTheOrderOfTheFrames() {
    try (Port port =
            new Port(
                MongoSet.shared(), Setup.one(Setup.answering(Profile.GB17691, AckPolicy.ECHO)));
        Peer peer = port.connect(0)) {
      byte[][] frames = new byte[300][];
      StringBuilder expected = new StringBuilder();
      for (int i = 0; i < frames.length; i++) {
        String vin = "LSUZTESTVIN%06d".formatted(i);
        frames[i] = Wire.realtime(vin, i);
        expected.append(
            Wire.hex(Wire.frame('#', 2, Wire.ascii(vin), new byte[] {1}, 1, new byte[0])));
      }
      assertThat(peer.send(frames).read(300 * 25)).isEqualTo(expected.toString());
    }
  }
}
