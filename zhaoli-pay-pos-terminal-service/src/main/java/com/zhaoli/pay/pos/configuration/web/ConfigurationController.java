package com.zhaoli.pay.pos.configuration.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.pos.configuration.ConfigurationBO;
import com.zhaoli.pay.pos.configuration.Configurations;
import com.zhaoli.pay.pos.configuration.TerminalSettings;
import com.zhaoli.pay.pos.terminal.Terminals;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Terminals' configurations, for operators and merchants. */
@RestController
class ConfigurationController {
  private static final String OPERATORS = "/ops/v1/terminals/{terminalNo}/configuration";
  private static final String MERCHANTS = "/openapi/v1/terminals/{terminalNo}/configuration";
  private static final int MAX_LINES = 5;
  private static final String LINE = "[^\\p{Cntrl}\\p{Cs}\\p{Zl}\\p{Zp}]{1,64}";

  private final Configurations configurations;
  private final Terminals terminals;

  ConfigurationController(Configurations configurations, Terminals terminals) {
    this.configurations = configurations;
    this.terminals = terminals;
  }

  /** All settings of a terminal; what is left out gets its default. */
  record SettingsDTO(
      @Nullable @Size(max = MAX_LINES) List<@NotNull @Pattern(regexp = LINE) String> receiptHeader,
      @Nullable @Size(max = MAX_LINES) List<@NotNull @Pattern(regexp = LINE) String> receiptFooter,
      @Nullable Integer receiptColumns,
      @Nullable @Min(30) @Max(600) Integer heartbeatSeconds,
      @Nullable @Min(60) @Max(7_200) Integer qrExpireSeconds,
      @Nullable @Size(min = 1, max = 2) List<@NotNull @Pattern(regexp = "BARCODE|QR") String> methods) {

    TerminalSettings settings() {
      if (receiptColumns != null && receiptColumns != 32 && receiptColumns != 48) {
        throw ApiException.of(ErrorCode.REQUEST_INVALID, "receiptColumns", "must be 32 or 48");
      }
      TerminalSettings standard = TerminalSettings.DEFAULT;
      List<String> wanted = methods == null ? standard.methods() : methods;
      return new TerminalSettings(
          Objects.requireNonNullElse(receiptHeader, standard.receiptHeader()),
          Objects.requireNonNullElse(receiptFooter, standard.receiptFooter()),
          Objects.requireNonNullElse(receiptColumns, standard.receiptColumns()),
          Objects.requireNonNullElse(heartbeatSeconds, standard.heartbeatSeconds()),
          Objects.requireNonNullElse(qrExpireSeconds, standard.qrExpireSeconds()),
          TerminalSettings.ALL_METHODS.stream().filter(wanted::contains).toList());
    }
  }

  /** What is wanted of a terminal, and which version it works by. */
  record ConfigurationVO(
      String terminalNo,
      long version,
      TerminalSettings settings,
      @Nullable String changedBy,
      @Nullable Instant changedAt,
      @Nullable Long confirmedVersion,
      @Nullable Instant confirmedAt) {
    static ConfigurationVO of(ConfigurationBO configuration) {
      return new ConfigurationVO(
          configuration.terminalNo(),
          configuration.version(),
          configuration.settings(),
          configuration.changedBy(),
          configuration.changedAt(),
          configuration.confirmedVersion(),
          configuration.confirmedAt());
    }
  }

  @GetMapping(OPERATORS)
  ConfigurationVO ofAnybody(
      HttpServletRequest request, @PathVariable("terminalNo") String terminalNo) {
    ActingOperator.of(request);
    return ConfigurationVO.of(configurations.of(terminals.getOfAnybody(terminalNo).terminalNo()));
  }

  @GetMapping(MERCHANTS)
  ConfigurationVO own(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("terminalNo") String terminalNo) {
    return ConfigurationVO.of(
        configurations.of(terminals.get(merchantNo, terminalNo).terminalNo()));
  }

  @PutMapping(OPERATORS)
  ConfigurationVO set(
      HttpServletRequest request,
      @PathVariable("terminalNo") String terminalNo,
      @Valid @RequestBody SettingsDTO wanted) {
    String operatorNo = ActingOperator.of(request).mustBe(OperatorRole.ADMIN).operatorNo();
    return ConfigurationVO.of(
        configurations.set(terminals.getOfAnybody(terminalNo), wanted.settings(), operatorNo));
  }

  @PutMapping(MERCHANTS)
  ConfigurationVO setOwn(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("terminalNo") String terminalNo,
      @Valid @RequestBody SettingsDTO wanted) {
    return ConfigurationVO.of(
        configurations.set(terminals.get(merchantNo, terminalNo), wanted.settings(), merchantNo));
  }
}
