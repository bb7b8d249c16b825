package com.zhaoli.pay.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.simulator.protocol.ClientCertificate;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.testing.tls.TestCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A platform that lets nobody connect who shows no certificate of its terminals' authority. */
class CertificateTest extends DeviceCase {
  /** As the platform of these tests calls every terminal. */
  private static final String TERMINAL = "trm_1";

  @SuppressWarnings("NullAway.Init")
  private TestCertificates certificates;

  @SuppressWarnings("NullAway.Init")
  private Path authority;

  @BeforeEach
  void demandCertificates() throws Exception {
    Path demanding = Files.createDirectory(directory.resolve("tls"));
    certificates = new TestCertificates(demanding);
    authority = certificates.authority("terminals");
    gateway.close();
    gateway = new FakeGateway(demanding, authority);
    gateway.says(withRoutine(request -> trade(request, "SUCCEEDED")));
  }

  private PosDevice showing(@Nullable Path shown) throws IOException {
    return device(
        new DeviceSettings(
            gateway.address(),
            gateway.ca(),
            shown == null ? null : open(shown),
            directory.resolve("t1"),
            "SN-1",
            false));
  }

  private static ClientCertificate open(Path file) throws IOException {
    return open(file, Clock.systemUTC().instant());
  }

  private static ClientCertificate open(Path file, Instant now) throws IOException {
    return ClientCertificate.open(file, TestCertificates.PASSWORD.toCharArray(), now);
  }

  @Test
  void whoShowsTheCertificateIsLetIn() throws IOException {
    PosDevice device = showing(certificates.issued(authority, TERMINAL));

    assertThat(device.activate("1234567890").terminalNo()).isEqualTo(TERMINAL);
    assertThat(device.sellByQr(1_280, "", null).state().isFinal()).isTrue();
  }

  @Test
  void whoHasNoneOrOneOfAStrangerGetsNoAnswer() throws IOException {
    Path stranger = certificates.issued(certificates.authority("stranger"), TERMINAL);
    try (PosDevice without = showing(null)) {
      assertThatThrownBy(without::readClock).isInstanceOf(NoAnswer.class);
    }
    assertThatThrownBy(showing(stranger)::readClock).isInstanceOf(NoAnswer.class);

    assertThat(gateway.seen()).isEmpty();
  }

  @Test
  void aTerminalDoesNotStartWithTheCertificateOfAnother() throws IOException {
    Path own = certificates.issued(authority, TERMINAL);
    Path another = certificates.issued(authority, "trm_2");
    try (PosDevice device = showing(own)) {
      device.activate("1234567890");
    }

    assertThatThrownBy(() -> showing(another))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(another.toString())
        .hasMessageContaining("is of trm_2, and this is trm_1");
    assertThat(showing(own).state().key())
        .as("what was refused does not hold the terminal's directory")
        .isNotNull();
  }

  @Test
  void whyAFileIsOfNoUseIsSaidAtTheStart() throws Exception {
    Path own = certificates.issued(authority, TERMINAL);
    // When all that is made here is valid.
    Instant now = Clock.systemUTC().instant().plus(Duration.ofMinutes(5));
    Path text = Files.writeString(directory.resolve("cert.pem"), "-----BEGIN CERTIFICATE-----");

    assertRefused(directory.resolve("none.p12"), now, "is not there");
    assertRefused(text, now, "no PKCS12 file");
    assertRefused(certificates.authority("of-nobody"), now, "is no terminal's");
    assertRefused(certificates.issued(authority, "somebody"), now, "is no terminal's");
    assertRefused(own, now.plus(Duration.ofDays(3)), "ended");
    assertRefused(own, now.minus(Duration.ofDays(3)), "begins");
    assertRefused(
        certificates.issued(authority, "trm_3", "-ext", "eku=serverAuth"), now, "clientAuth");
    assertRefused(empty(), now, "holds 0 keys");
    assertThatThrownBy(() -> ClientCertificate.open(own, "wrong-password".toCharArray(), now))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("password is another one")
        .hasMessageNotContaining("wrong-password");
  }

  private Path empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Path file = directory.resolve("empty.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, TestCertificates.PASSWORD.toCharArray());
    }
    return file;
  }

  private static void assertRefused(Path file, Instant now, String why) {
    assertThatThrownBy(() -> open(file, now))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }
}
