package com.zhaoli.pay.pos.heartbeat.web;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.configuration.ConfigurationBO;
import com.zhaoli.pay.pos.configuration.TerminalSettings;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.heartbeat.Heartbeats;
import com.zhaoli.pay.pos.heartbeat.PaperState;
import com.zhaoli.pay.pos.heartbeat.Telemetry;
import com.zhaoli.pay.pos.heartbeat.TerminalMessage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HeartbeatController {
  private final Heartbeats heartbeats;

  HeartbeatController(Heartbeats heartbeats) {
    this.heartbeats = heartbeats;
  }

  /** What a terminal tells; all of it may be left out. */
  record HeartbeatDTO(
      @Nullable @Pattern(regexp = "[ -~]{1,64}") String softwareVersion,
      @Nullable @Min(0) @Max(100) Integer battery,
      @Nullable Boolean charging,
      @Nullable @Min(0) @Max(100) Integer signal,
      @Nullable PaperState paper,
      @Nullable @Size(max = 20) List<@NotNull @Pattern(regexp = Ids.FROM_OUTSIDE) String> acknowledged,
      @Nullable @Min(0) Long configVersion) {
    Telemetry telemetry() {
      return new Telemetry(softwareVersion, battery, charging, signal, paper);
    }
  }

  /** A message as its terminal sees it. */
  record MessageVO(String messageNo, String title, String text) {
    static MessageVO of(TerminalMessage message) {
      return new MessageVO(message.messageNo(), message.title(), message.text());
    }
  }

  /** A configuration as its terminal sees it. */
  record ConfigVO(
      long version,
      List<String> receiptHeader,
      List<String> receiptFooter,
      int receiptColumns,
      int heartbeatSeconds,
      int qrExpireSeconds,
      List<String> methods) {
    static ConfigVO of(ConfigurationBO configuration) {
      TerminalSettings settings = configuration.settings();
      return new ConfigVO(
          configuration.version(),
          settings.receiptHeader(),
          settings.receiptFooter(),
          settings.receiptColumns(),
          settings.heartbeatSeconds(),
          settings.qrExpireSeconds(),
          settings.methods());
    }
  }

  /**
   * What the platform tells.
   *
   * @param config null when the terminal works by it
   */
  record HeartbeatVO(
      Instant serverTime,
      long nextHeartbeatSeconds,
      boolean keyRotation,
      @Nullable ConfigVO config,
      List<MessageVO> messages) {}

  @PostMapping("/pos/v1/heartbeats")
  HeartbeatVO beat(HttpServletRequest request, @Valid @RequestBody HeartbeatDTO told) {
    Heartbeats.Answer answer =
        heartbeats.beat(
            DeviceIdentity.of(request),
            told.telemetry(),
            told.acknowledged() == null ? List.of() : told.acknowledged(),
            told.configVersion());
    ConfigurationBO wanted = answer.configuration();
    boolean isKnown = Objects.equals(told.configVersion(), wanted.version());
    return new HeartbeatVO(
        answer.serverTime(),
        wanted.settings().heartbeatSeconds(),
        answer.keyRotation(),
        isKnown ? null : ConfigVO.of(wanted),
        answer.messages().stream().map(MessageVO::of).toList());
  }
}
