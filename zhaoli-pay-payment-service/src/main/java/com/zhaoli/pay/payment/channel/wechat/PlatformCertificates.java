package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.certificate.CertificateProvider;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * WeChat Pay's certificates for one account, fetched at the first call and again after half a day
 * (new ones are published a day before they are used). The SDK's own updater keeps them in one
 * static map by merchant number, where an account with wrong settings could replace those of
 * another, and never lets go of a downloader.
 *
 * <p>Only a call that goes to WeChat Pay anyway waits for certificates. A callback does not: where
 * its certificate is not there, they are fetched in the background, and WeChat Pay sends again.
 */
final class PlatformCertificates implements CertificateProvider {
  private static final Logger log = LoggerFactory.getLogger(PlatformCertificates.class);
  private static final Duration STALE_AFTER = Duration.ofHours(12);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** Forgers name serials too. */
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMinutes(1);

  private static final int MAX_CERTIFICATES = 32;

  private final Supplier<Map<String, X509Certificate>> download;
  private final Executor background;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Map<String, X509Certificate> bySerial = Map.of();
  private volatile Instant fetchedAt = Instant.MIN;
  private volatile Instant triedAt = Instant.MIN;

  PlatformCertificates(
      Supplier<Map<String, X509Certificate>> download, Executor background, Clock clock) {
    this.download = download;
    this.background = background;
    this.clock = clock;
  }

  /** The certificate that signed something; never waits. */
  @Override
  public @Nullable X509Certificate getCertificate(String serialNumber) {
    Map<String, X509Certificate> known = bySerial;
    X509Certificate certificate = known.get(serialNumber.toUpperCase(Locale.ROOT));
    if (certificate == null) {
      fetchSoon();
      if (known.isEmpty()) {
        throw notReady("are not fetched yet");
      }
    }
    return certificate;
  }

  /**
   * The newest certificate, whose serial a request names.
   *
   * @throws ChannelNotReadyException when there is none and none can be fetched
   */
  @Override
  public X509Certificate getAvailableCertificate() {
    if (bySerial.isEmpty()) {
      fetchNow();
    } else if (isOver(fetchedAt, STALE_AFTER)) {
      fetchSoon();
    }
    return bySerial.values().stream()
        .max(Comparator.comparing(X509Certificate::getNotAfter))
        .orElseThrow(() -> notReady("are not there"));
  }

  private void fetchNow() {
    fetching.lock();
    try {
      if (!bySerial.isEmpty()) {
        return;
      }
      if (!isOver(triedAt, RETRY_AFTER)) {
        throw notReady("could not be fetched just now");
      }
      fetch();
    } catch (ChannelNotReadyException e) {
      throw e;
    } catch (RuntimeException e) {
      // What the SDK says of this download must not be taken for its answer to the actual call.
      throw notReady("cannot be fetched: " + e.getClass().getSimpleName());
    } finally {
      fetching.unlock();
    }
  }

  /** Fetches them in the background, unless that was tried a moment ago. */
  void fetchSoon() {
    if (isTimeToFetch()) {
      background.execute(this::fetchInBackground);
    }
  }

  private void fetchInBackground() {
    if (!fetching.tryLock()) {
      return;
    }
    try {
      if (isTimeToFetch()) {
        fetch();
      }
    } catch (RuntimeException e) {
      log.warn("WeChat Pay's certificates cannot be fetched: {}", e.getClass().getSimpleName());
    } finally {
      fetching.unlock();
    }
  }

  private void fetch() {
    triedAt = clock.instant();
    Map<String, X509Certificate> fetched = new HashMap<>();
    download
        .get()
        .forEach(
            (serial, certificate) -> fetched.put(serial.toUpperCase(Locale.ROOT), certificate));
    if (fetched.isEmpty() || fetched.size() > MAX_CERTIFICATES) {
      throw notReady("came as " + fetched.size());
    }
    bySerial = Map.copyOf(fetched);
    fetchedAt = triedAt;
  }

  private boolean isTimeToFetch() {
    return isOver(triedAt, bySerial.isEmpty() ? RETRY_AFTER : LOOK_AGAIN_AFTER);
  }

  private boolean isOver(Instant since, Duration pause) {
    return since.equals(Instant.MIN) || clock.instant().isAfter(since.plus(pause));
  }

  private static ChannelNotReadyException notReady(String what) {
    return new ChannelNotReadyException("WeChat Pay's certificates " + what + ".");
  }
}
