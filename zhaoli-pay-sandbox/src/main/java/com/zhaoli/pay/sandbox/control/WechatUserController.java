package com.zhaoli.pay.sandbox.control;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.json.MultiLine;
import com.zhaoli.pay.sandbox.officialaccount.OfficialAccount;
import com.zhaoli.pay.sandbox.officialaccount.OfficialAccounts;
import com.zhaoli.pay.sandbox.officialaccount.QrTicket;
import com.zhaoli.pay.sandbox.officialaccount.ReceivedMessage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Plays a WeChat user; each act is pushed to the official account's server. */
@RestController
@RequestMapping("/sandbox/v1/wechat")
final class WechatUserController {
  private static final String OPENID = "[0-9A-Za-z_-]{1,64}";

  private final OfficialAccounts all;
  private final AccountChoice accounts;

  WechatUserController(OfficialAccounts all, AccountChoice accounts) {
    this.all = all;
    this.accounts = accounts;
  }

  /** Names a code by its ticket or by its content. */
  record ScanRequest(
      @Nullable @Size(min = 1, max = 512) String ticket,
      @Nullable @Size(min = 1, max = 512) String url,
      @NotNull @Pattern(regexp = OPENID) String openid) {}

  record UserRequest(@NotNull @Pattern(regexp = OPENID) String openid) {}

  record TextRequest(
      @NotNull @Pattern(regexp = OPENID) String openid,
      @NotBlank @Size(max = 2000) @MultiLine String content) {}

  /** What was pushed: the event's name, and the scene of the code. */
  record Act(String openid, String event, @Nullable String scene) {}

  @GetMapping("/accounts")
  AccountList accounts() {
    return new AccountList(
        all.all().stream()
            .map(
                one ->
                    new AccountView(
                        one.name(), one.appId(), one.originalId(), one.portal().toString()))
            .toList());
  }

  /** A code belongs to one account, whose follower its scan makes. */
  @PostMapping("/scan")
  Act scan(@Valid @RequestBody ScanRequest request) {
    String ticket = request.ticket();
    String url = request.url();
    if (ticket == null && url == null) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "ticket", "give ticket or url");
    }
    for (OfficialAccount one : all.all()) {
      Optional<QrTicket> code =
          ticket != null
              ? one.tickets().find(ticket)
              : one.tickets().findByUrl(String.valueOf(url));
      if (code.isPresent()) {
        String event = one.users().scan(code.get(), request.openid());
        return new Act(request.openid(), event, code.get().scene());
      }
    }
    throw ApiException.of(ErrorCode.SANDBOX_NOT_FOUND, "ticket", "no such code, or it has ended");
  }

  @PostMapping("/follow")
  Act follow(
      @RequestParam(required = false) @Nullable String account,
      @Valid @RequestBody UserRequest request) {
    if (!accounts.of(account).users().follow(request.openid())) {
      throw ApiException.of(ErrorCode.SANDBOX_STATE_INVALID, "openid", "follows already");
    }
    return new Act(request.openid(), "subscribe", null);
  }

  @PostMapping("/unfollow")
  Act unfollow(
      @RequestParam(required = false) @Nullable String account,
      @Valid @RequestBody UserRequest request) {
    if (!accounts.of(account).users().unfollow(request.openid())) {
      throw notFollowing();
    }
    return new Act(request.openid(), "unsubscribe", null);
  }

  @PostMapping("/text")
  Act text(
      @RequestParam(required = false) @Nullable String account,
      @Valid @RequestBody TextRequest request) {
    if (!accounts.of(account).users().text(request.openid(), request.content())) {
      throw notFollowing();
    }
    return new Act(request.openid(), "text", null);
  }

  /** What the user received, the newest first; of all users without an openid. */
  @GetMapping("/messages")
  MessageList messages(
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable @Pattern(regexp = OPENID) String openid,
      @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit) {
    return new MessageList(accounts.of(account).messages().newest(openid, limit));
  }

  /** The codes that can be scanned, the newest first. */
  @GetMapping("/tickets")
  TicketList tickets(
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int limit) {
    return new TicketList(accounts.of(account).tickets().newest(limit));
  }

  private static ApiException notFollowing() {
    return ApiException.of(ErrorCode.SANDBOX_STATE_INVALID, "openid", "does not follow");
  }

  record MessageList(List<ReceivedMessage> messages) {}

  record TicketList(List<QrTicket> tickets) {}

  /**
   * An official account.
   *
   * @param portal where its events go
   */
  record AccountView(String name, String appId, String originalId, String portal) {}

  record AccountList(List<AccountView> accounts) {}
}
