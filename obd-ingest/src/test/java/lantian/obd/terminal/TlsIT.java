package lantian.obd.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import lantian.obd.MongoSet;
import lantian.obd.ObdMeter;
import lantian.obd.packet.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
  private static final char[] PASSWORD = "of-this-test-only".toCharArray();
  @TempDir private Path folder = Path.of(".");

  @Test
  void framesAndAnswersGoThroughAnEncryptedPort() throws Exception {
    KeyStore keys = keys();
    try (Port port = new Port(MongoSet.shared(), encrypted(keys));
        Peer peer = new Peer(client(keys, port))) {
      assertThat(peer.send(Wire.vector("syn-login")).read(25)).startsWith("232301").hasSize(50);
      assertThat(port.logged().getFirst().connection().tls()).isTrue();
    }
  }

  @Test
  void plainBytesOnAnEncryptedPortAreRefusedAndNothingElseHappens() throws Exception {
    KeyStore keys = keys();
    try (Port port = new Port(MongoSet.shared(), encrypted(keys));
        Peer plain = port.connect(0);
        Peer peer = new Peer(client(keys, port))) {
      plain.send(Wire.vector("syn-login"));
      plain.rest();
      Port.await(() -> port.count(ObdMeter.CONNECTIONS_CLOSED, "broken") == 1);
      assertThat(peer.send(Wire.vector("syn-login")).read(25)).hasSize(50);
      assertThat(port.logged()).hasSize(1);
    }
  }

  @Test
  void aFileThatIsNoKeyIsNamedAtStart() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.pem"), "no key");
    TlsSettings tls = new TlsSettings(broken, broken, null);
    TerminalSettings settings =
        Setup.one(new ListenerSettings("127.0.0.1", 0, Profile.HJ1239, null, List.of(), tls));
    assertThatThrownBy(() -> new Port(MongoSet.shared(), settings))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("broken.pem");
  }

  private TerminalSettings encrypted(KeyStore keys) throws Exception {
    Path certificate =
        pem("CERTIFICATE", keys.getCertificate("server").getEncoded(), "certificate.pem");
    Path key = pem("PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded(), "key.pem");
    TlsSettings tls = new TlsSettings(certificate, key, null);
    return Setup.one(new ListenerSettings("127.0.0.1", 0, Profile.HJ1239, null, List.of(), tls));
  }

  private static SSLSocket client(KeyStore keys, Port port) throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(null, trust.getTrustManagers(), null);
    return (SSLSocket)
        context
            .getSocketFactory()
            .createSocket(port.address(0).getAddress(), port.address(0).getPort());
  }

  private KeyStore keys() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private Path pem(String kind, byte[] der, String file) throws IOException {
    String text =
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
    return Files.writeString(folder.resolve(file), text);
  }
}
