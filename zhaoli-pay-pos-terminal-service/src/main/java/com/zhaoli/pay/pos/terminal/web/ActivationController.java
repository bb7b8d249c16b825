package com.zhaoli.pay.pos.terminal.web;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.pos.terminal.ActivatedTerminal;
import com.zhaoli.pay.pos.terminal.ActivationRequest;
import com.zhaoli.pay.pos.terminal.Activations;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The one call of a device that has no key. */
@RestController
class ActivationController {
  private final Activations activations;
  private final Clock clock;

  ActivationController(Activations activations, Clock clock) {
    this.activations = activations;
    this.clock = clock;
  }

  /** What a device sends. */
  record ActivationDTO(
      @NotNull @Pattern(regexp = "[0-9A-Za-z-]{1,64}") String serialNumber,
      @NotNull @Pattern(regexp = "[0-9]{10}") String activationCode,
      @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{16,64}") String activationId,
      @Nullable @Pattern(regexp = "[ -~]{1,64}") String model,
      @Nullable @Pattern(regexp = "[ -~]{1,64}") String softwareVersion) {

    /** Does not print the code. */
    @Override
    public String toString() {
      return "ActivationDTO[serialNumber=" + serialNumber + "]";
    }
  }

  /** The device's key, with its secret. */
  record ActivationVO(
      String terminalNo,
      String keyId,
      Secret deviceSecret,
      String merchantNo,
      String storeId,
      Instant serverTime) {}

  @PostMapping("/pos/v1/activations")
  ResponseEntity<ActivationVO> activate(
      @RequestHeader(name = ZhaoliHeaders.TERMINAL_CERTIFICATE, required = false)
          @Nullable String certifiedTerminalNo,
      @Valid @RequestBody ActivationDTO request) {
    ActivatedTerminal activated =
        activations.activate(
            new ActivationRequest(
                request.serialNumber(),
                new Secret(request.activationCode()),
                new Secret(request.activationId()),
                request.model(),
                request.softwareVersion(),
                certifiedTerminalNo));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new ActivationVO(
                activated.terminal().terminalNo(),
                activated.key().keyId(),
                activated.key().secret(),
                activated.terminal().merchantNo(),
                activated.terminal().storeId(),
                clock.instant()));
  }
}
