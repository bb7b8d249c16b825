package com.zhaoli.pay.payment.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.wechat.pay.java.core.util.PemUtil;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When certificates are fetched, and when not. */
class PlatformCertificatesTest {
  private final Map<String, X509Certificate> published = new HashMap<>();
  private final List<Runnable> background = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private int downloads;
  private boolean fails;

  private final PlatformCertificates certificates =
      new PlatformCertificates(
          this::download, background::add, ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  private Map<String, X509Certificate> download() {
    downloads++;
    if (fails) {
      throw new IllegalStateException("out of order");
    }
    return published;
  }

  private void publish(String serial) throws NoSuchAlgorithmException {
    KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    published.put(serial, PemUtil.loadX509FromString(TestCertificate.pem(keys, serial)));
  }

  private void runBackground() {
    List<Runnable> tasks = List.copyOf(background);
    background.clear();
    tasks.forEach(Runnable::run);
  }

  private void later(Duration time) {
    now = now.plus(time);
  }

  @Test
  void theFirstCallFetchesThemAndTheNextDoesNot() throws Exception {
    publish("0a1b");
    assertThat(certificates.getAvailableCertificate()).isEqualTo(published.get("0a1b"));
    assertThat(certificates.getAvailableCertificate()).isEqualTo(published.get("0a1b"));
    assertThat(certificates.getCertificate("0A1B")).isEqualTo(published.get("0a1b"));
    assertThat(certificates.getCertificate("0a1b")).isEqualTo(published.get("0a1b"));
    assertThat(downloads).isEqualTo(1);
    assertThat(background).isEmpty();
  }

  @Test
  void afterHalfADayTheyAreFetchedAgainInTheBackground() throws Exception {
    publish("0a");
    certificates.getAvailableCertificate();
    later(Duration.ofHours(13));
    publish("0b");
    certificates.getAvailableCertificate();
    assertThat(downloads).isEqualTo(1);
    runBackground();
    assertThat(downloads).isEqualTo(2);
    assertThat(certificates.getCertificate("0B")).isNotNull();
  }

  @Test
  void aSerialThatIsNotKnownHasThemFetchedButNotByEveryForger() throws Exception {
    publish("0a");
    certificates.getAvailableCertificate();
    later(Duration.ofMinutes(2));
    for (int i = 0; i < 100; i++) {
      assertThat(certificates.getCertificate("FF" + i)).isNull();
      runBackground();
    }
    assertThat(downloads).isEqualTo(2);
  }

  @Test
  void aCallbackBeforeTheFirstFetchIsToBeSentAgain() throws Exception {
    publish("0a");
    assertThatExceptionOfType(ChannelNotReadyException.class)
        .isThrownBy(() -> certificates.getCertificate("0A"));
    assertThat(downloads).isZero();
    runBackground();
    assertThat(certificates.getCertificate("0A")).isNotNull();
  }

  @Test
  void aFailureIsNotRepeatedByEveryCall() {
    fails = true;
    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(ChannelNotReadyException.class)
          .isThrownBy(certificates::getAvailableCertificate);
    }
    assertThat(downloads).isEqualTo(1);
    later(Duration.ofSeconds(6));
    assertThatExceptionOfType(ChannelNotReadyException.class)
        .isThrownBy(certificates::getAvailableCertificate);
    assertThat(downloads).isEqualTo(2);
  }

  @Test
  void aFailureInTheBackgroundKeepsWhatThereIs() throws Exception {
    publish("0a");
    certificates.getAvailableCertificate();
    fails = true;
    later(Duration.ofHours(13));
    certificates.getAvailableCertificate();
    runBackground();
    assertThat(certificates.getAvailableCertificate()).isEqualTo(published.get("0a"));
  }

  @Test
  void noneAtAllIsNoSet() {
    assertThatExceptionOfType(ChannelNotReadyException.class)
        .isThrownBy(certificates::getAvailableCertificate);
  }
}
