package com.zhaoli.pay.pos.terminal;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.device.DeviceKeys;
import com.zhaoli.pay.pos.device.NewDeviceKey;
import com.zhaoli.pay.pos.terminal.internal.ActivationStore;
import com.zhaoli.pay.pos.terminal.internal.TerminalStore;
import com.zhaoli.pay.pos.trail.AuditAction;
import com.zhaoli.pay.pos.trail.AuditLog;
import com.zhaoli.pay.pos.trail.Refusals;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Codes that a person types into a device, each of which gives it a key once. A code is short, so
 * it lives for ten minutes and bears five tries; a try is counted before it is looked at.
 */
@Service
public class Activations {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int TRIES = 5;
  private static final long CODES = 10_000_000_000L;

  /** Anybody can ask, and a slow hash costs time: so many at once, the others come again. */
  private static final int MAX_AT_ONCE = 4;

  private final ActivationStore activations;
  private final TerminalStore terminals;
  private final DeviceKeys keys;
  private final AuditLog auditLog;
  private final Refusals refusals;
  private final PasswordEncoder hashes;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Semaphore trying = new Semaphore(MAX_AT_ONCE);
  private final String nobodysHash;

  Activations(
      ActivationStore activations,
      TerminalStore terminals,
      DeviceKeys keys,
      AuditLog auditLog,
      Refusals refusals,
      PasswordEncoder hashes,
      TransactionTemplate transaction,
      Clock clock) {
    this.activations = activations;
    this.terminals = terminals;
    this.keys = keys;
    this.auditLog = auditLog;
    this.refusals = refusals;
    this.hashes = hashes;
    this.transaction = transaction;
    this.clock = clock;
    this.nobodysHash = hash(Tokens.random(16));
  }

  /**
   * Makes a code. The one before ends, used or not.
   *
   * @param actor who asks for it
   * @throws ApiException TERMINAL_STATE_INVALID when the terminal is lost or revoked
   */
  public ActivationCode issue(TerminalBO terminal, String actor) {
    if (!terminal.status().isInUse()) {
      throw new ApiException(
          ErrorCode.TERMINAL_STATE_INVALID, Map.of("status", terminal.status().name()));
    }
    Secret code = new Secret(String.format("%010d", random.nextLong(CODES)));
    Instant now = clock.instant();
    ActivationBO activation =
        new ActivationBO(
            terminal.terminalNo(),
            Ids.withPrefix("act_"),
            hash(code.value()),
            TRIES,
            now.plus(LIFETIME),
            null,
            null,
            null);
    transaction.executeWithoutResult(
        status -> {
          activations.put(activation, now);
          auditLog.append(actor, AuditAction.ACTIVATION_CODE_ISSUED, terminal.terminalNo(), null);
        });
    return new ActivationCode(terminal.terminalNo(), code, activation.expiresAt());
  }

  /**
   * Gives the device its key; all keys before end. The same request again gives the same key, until
   * it was used or the code's time is over.
   *
   * @throws ApiException ACTIVATION_INVALID for every reason; RATE_LIMITED when too many try
   */
  public ActivatedTerminal activate(ActivationRequest request) {
    if (!trying.tryAcquire()) {
      throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, 1);
    }
    try {
      return tryToActivate(request);
    } finally {
      trying.release();
    }
  }

  private ActivatedTerminal tryToActivate(ActivationRequest request) {
    TerminalBO terminal =
        terminals
            .findBySerialNumber(request.serialNumber())
            .filter(found -> found.status().isInUse())
            .filter(found -> isOfCertificate(found, request))
            .orElse(null);
    ActivationBO activation =
        terminal == null ? null : activations.find(terminal.terminalNo()).orElse(null);
    boolean mayTry = activation != null && activations.takeTry(activation, clock.instant());
    boolean right =
        hashes.matches(
            request.code().value(), activation == null ? nobodysHash : activation.codeHash());
    if (terminal == null || activation == null || !mayTry || !right) {
      throw refused(terminal, request);
    }
    return first(terminal, activation, request)
        .or(() -> again(terminal, request))
        .orElseThrow(() -> refused(terminal, request));
  }

  private static boolean isOfCertificate(TerminalBO terminal, ActivationRequest request) {
    String certified = request.certifiedTerminalNo();
    return certified == null || certified.equals(terminal.terminalNo());
  }

  private ApiException refused(@Nullable TerminalBO terminal, ActivationRequest request) {
    refusals.record(
        terminal == null ? "unknown" : terminal.terminalNo(),
        ErrorCode.ACTIVATION_INVALID,
        "serial number " + request.serialNumber());
    return new ApiException(ErrorCode.ACTIVATION_INVALID);
  }

  private Optional<ActivatedTerminal> first(
      TerminalBO terminal, ActivationBO activation, ActivationRequest request) {
    Optional<ActivatedTerminal> activated =
        transaction.execute(
            status -> {
              Instant now = clock.instant();
              Optional<Integer> number =
                  terminals.activate(terminal, request.model(), request.softwareVersion(), now);
              if (number.isEmpty()
                  || !activations.use(activation, hashOfId(request), "dk_" + number.get(), now)) {
                status.setRollbackOnly();
                return Optional.empty();
              }
              NewDeviceKey key = keys.replaceAll(terminal.terminalNo(), number.get());
              auditLog.append(
                  terminal.terminalNo(),
                  AuditAction.TERMINAL_ACTIVATED,
                  terminal.terminalNo(),
                  key.keyId());
              return terminals
                  .find(terminal.terminalNo())
                  .map(found -> new ActivatedTerminal(found, key));
            });
    return activated == null ? Optional.empty() : activated;
  }

  /** The code was used: by this very request, whose answer was lost? */
  private Optional<ActivatedTerminal> again(TerminalBO terminal, ActivationRequest request) {
    return activations
        .find(terminal.terminalNo())
        .filter(used -> Objects.equals(used.activationHash(), hashOfId(request)))
        .flatMap(
            used ->
                used.keyId() == null
                    ? Optional.empty()
                    : keys.unused(terminal.terminalNo(), used.keyId()))
        .flatMap(
            key ->
                terminals
                    .find(terminal.terminalNo())
                    .map(found -> new ActivatedTerminal(found, key)));
  }

  private static String hashOfId(ActivationRequest request) {
    return Tokens.sha256(request.activationId().value());
  }

  private String hash(String text) {
    return Objects.requireNonNull(hashes.encode(text));
  }
}
