package com.zhaoli.pay.sandbox.control;

import com.zhaoli.pay.sandbox.officialaccount.TemplateSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What WeChat does with template messages. */
@RestController
@RequestMapping("/sandbox/v1/wechat/templates")
final class WechatTemplateController {
  private final AccountChoice accounts;

  WechatTemplateController(AccountChoice accounts) {
    this.accounts = accounts;
  }

  /**
   * What changes; the rest stays.
   *
   * @param report what TEMPLATESENDJOBFINISH says from now on, or none for no such event
   */
  record SettingsRequest(
      @Nullable @Min(0) @Max(100_000_000) Integer dailyQuota,
      @Nullable @Min(0) @Max(600_000) Long reportDelayMillis,
      @Nullable @Pattern(regexp = "success|failed:user block|failed: ?system failed|none") String report) {}

  record ErrcodeRequest(
      @NotNull @Min(-1) @Max(99_999_999) Integer errcode,
      @Nullable @Min(0) @Max(10_000) Integer count) {}

  @GetMapping
  TemplateSettings.InForce get(@RequestParam(required = false) @Nullable String account) {
    TemplateSettings settings = accounts.of(account).templateSettings();
    return settings.inForce();
  }

  @PostMapping
  TemplateSettings.InForce set(
      @RequestParam(required = false) @Nullable String account,
      @Valid @RequestBody SettingsRequest request) {
    TemplateSettings settings = accounts.of(account).templateSettings();
    settings.set(request.dailyQuota(), request.reportDelayMillis(), request.report());
    return settings.inForce();
  }

  /** The next messages are refused with an errcode; one without a count. */
  @PostMapping("/errcodes")
  TemplateSettings.InForce refuse(
      @RequestParam(required = false) @Nullable String account,
      @Valid @RequestBody ErrcodeRequest request) {
    TemplateSettings settings = accounts.of(account).templateSettings();
    settings.refuse(request.errcode(), request.count() == null ? 1 : request.count());
    return settings.inForce();
  }

  @DeleteMapping
  TemplateSettings.InForce reset(@RequestParam(required = false) @Nullable String account) {
    TemplateSettings settings = accounts.of(account).templateSettings();
    settings.reset();
    return settings.inForce();
  }
}
