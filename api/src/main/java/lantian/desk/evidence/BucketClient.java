package lantian.desk.evidence;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How an S3-compatible store is reached (对象存储连接). Nothing is taken from the environment or a home
 * folder.
 *
 * @param endpoint its address
 * @param region region that requests are signed for; stores of one's own take any
 * @param accessKey name of the key
 * @param secretKey the key; never printed
 */
public record BucketClient(URI endpoint, String region, String accessKey, String secretKey) {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration WHOLE_CALL = Duration.ofMinutes(10);

  /** A client; its caller closes it. */
  public S3Client open() {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
        // Stores of other makers know none of the newer checksums; ours is the address itself.
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
        .overrideConfiguration(all -> all.apiCallTimeout(WHOLE_CALL))
        .build();
  }

  @Override
  public String toString() {
    return "BucketClient[endpoint=" + endpoint + ", region=" + region + "]";
  }
}
