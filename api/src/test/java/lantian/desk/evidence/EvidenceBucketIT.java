package lantian.desk.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract against a real S3 server on this machine. */
class EvidenceBucketIT extends EvidenceStoreContract {
  private static final String BUCKET = "evidence-files";

  private static final S3Proxy SERVER =
      S3Proxy.builder()
          .blobStore(new TransientNio2BlobStore())
          .endpoint(URI.create("http://127.0.0.1:0"))
          .awsAuthentication(AuthenticationType.AWS_V4, "lantian", "right secret")
          .build();

  @TempDir private Path spool = Path.of("set by JUnit");
  private final S3Client client = client("right secret");

  @BeforeAll
  static void start() throws Exception {
    SERVER.start();
  }

  @AfterAll
  static void stop() throws Exception {
    SERVER.stop();
  }

  @BeforeEach
  void makeTheBucket() {
    client.createBucket(bucket -> bucket.bucket(BUCKET));
  }

  @AfterEach
  void emptyIt() {
    objects().forEach(key -> client.deleteObject(o -> o.bucket(BUCKET).key(key)));
    client.deleteBucket(bucket -> bucket.bucket(BUCKET));
    client.close();
  }

  private static S3Client client(String secret) {
    URI address = URI.create("http://127.0.0.1:" + SERVER.getPort());
    return new BucketClient(address, "cn-north-1", "lantian", secret).open();
  }

  private EvidenceStore store(S3Client through) {
    return new EvidenceBucket(through, BUCKET, spool, LIMITS, InstantSource.system());
  }

  @Override
  EvidenceStore store() {
    return store(client);
  }

  @Override
  void overwrite(EvidenceId id, byte[] bytes) {
    Map<String, String> known = client.headObject(o -> o.bucket(BUCKET).key(key(id))).metadata();
    client.putObject(
        o -> o.bucket(BUCKET).key(key(id)).metadata(known), RequestBody.fromBytes(bytes));
  }

  @Override
  void forget(EvidenceId id) {
    byte[] bytes = client.getObjectAsBytes(o -> o.bucket(BUCKET).key(key(id))).asByteArray();
    client.putObject(o -> o.bucket(BUCKET).key(key(id)), RequestBody.fromBytes(bytes));
  }

  @Override
  long lyingAbout() throws IOException {
    try (Stream<Path> rests = Files.list(spool)) {
      return objects().count() + rests.count();
    }
  }

  private Stream<String> objects() {
    return client.listObjectsV2(o -> o.bucket(BUCKET)).contents().stream().map(each -> each.key());
  }

  private static String key(EvidenceId id) {
    return "evidence/" + id.text().substring(0, 2) + "/" + id.text();
  }

  @Test
  void aWrongKeyStoresNothingAndItsSecretIsNotTold() throws Exception {
    try (S3Client stranger = client("wrong secret")) {
      assertThatThrownBy(
              () -> store(stranger).put(new ByteArrayInputStream(picture(500, 1)), FileType.JPEG))
          .isInstanceOf(IOException.class)
          .satisfies(refused -> assertThat(stack(refused)).doesNotContain("wrong secret"));
      assertThatThrownBy(() -> store(stranger).find(NOTHING)).isInstanceOf(IOException.class);
    }
    assertThat(lyingAbout()).isZero();
    assertThat(new BucketClient(URI.create("http://h"), "r", "key", "hush").toString())
        .doesNotContain("hush");
  }

  @Test
  void aStoreThatIsAwayIsNotAnEmptyStore() {
    URI nobody = URI.create("http://127.0.0.1:1");
    try (S3Client client = new BucketClient(nobody, "r", "lantian", "right secret").open()) {
      assertThatThrownBy(() -> store(client).find(NOTHING)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> store(client).open(NOTHING))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(java.nio.file.NoSuchFileException.class);
    }
  }

  private static String stack(Throwable thrown) {
    var text = new java.io.StringWriter();
    thrown.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }
}
