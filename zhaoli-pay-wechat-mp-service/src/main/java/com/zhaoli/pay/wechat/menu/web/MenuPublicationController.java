package com.zhaoli.pay.wechat.menu.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.menu.LiveMenuBO;
import com.zhaoli.pay.wechat.menu.LiveMenus;
import com.zhaoli.pay.wechat.menu.MenuButton;
import com.zhaoli.pay.wechat.menu.MenuContent;
import com.zhaoli.pay.wechat.menu.MenuPublicationBO;
import com.zhaoli.pay.wechat.menu.MenuPublisher;
import com.zhaoli.pay.wechat.menu.MenusAtWechat;
import com.zhaoli.pay.wechat.menu.PublicationStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operators publish menus and see what is live. */
@RestController
@RequestMapping("/ops/v1/wechat/menus")
class MenuPublicationController {
  private final MenuPublisher publisher;
  private final LiveMenus liveMenus;
  private final MenusAtWechat atWechat;
  private final OfficialAccounts accounts;

  MenuPublicationController(
      MenuPublisher publisher,
      LiveMenus liveMenus,
      MenusAtWechat atWechat,
      OfficialAccounts accounts) {
    this.publisher = publisher;
    this.liveMenus = liveMenus;
    this.atWechat = atWechat;
    this.accounts = accounts;
  }

  /** The buttons that one follower sees. */
  record SeenVO(String openid, List<MenuButton> buttons) {}

  /** 200 with the outcome, or 202 while it is under way. */
  @PostMapping("/versions/{versionNo}/publish")
  ResponseEntity<MenuPublicationBO> publish(
      @PathVariable("versionNo") String versionNo,
      @Valid @RequestBody MenuPublishDTO wish,
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    MenuPublicationBO publication =
        publisher.publish(
            appId(account), versionNo, wish.revision(), operator.operatorNo(), wish.reason());
    boolean running = publication.status() == PublicationStatus.RUNNING;
    return ResponseEntity.status(running ? HttpStatus.ACCEPTED : HttpStatus.OK).body(publication);
  }

  @GetMapping("/publications")
  PageVO<MenuPublicationBO> publications(
      @RequestParam(name = "after", required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a publication") @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "20") @Min(1) @Max(100) int limit,
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator.of(request);
    return PageVO.of(
        publisher.page(appId(account), after, limit + 1),
        limit,
        publication -> publication,
        MenuPublicationBO::publicationNo);
  }

  @GetMapping("/publications/{publicationNo}")
  MenuPublicationBO publication(
      @PathVariable("publicationNo") String publicationNo,
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator.of(request);
    return publisher.get(appId(account), publicationNo);
  }

  /** What was published last; from the cache, or {@code from=database}. */
  @GetMapping("/live")
  LiveMenuBO live(
      @RequestParam(name = "from", defaultValue = "cache")
          @Pattern(regexp = "cache|database", message = "must be cache or database") String from,
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator.of(request);
    String appId = appId(account);
    Optional<LiveMenuBO> live =
        from.equals("cache") ? liveMenus.find(appId) : liveMenus.stored(appId);
    return live.orElseThrow(() -> new ApiException(ErrorCode.MENU_NOT_FOUND));
  }

  /** What WeChat shows, also where somebody set it elsewhere. */
  @GetMapping("/at-wechat")
  MenuContent atWechat(
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator.of(request);
    return atWechat.content(accounts.mainUnless(account));
  }

  /** What WeChat shows to one follower. */
  @GetMapping("/seen")
  SeenVO seen(
      @RequestParam("openid") String openid,
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator.of(request);
    if (!Openids.isOpenid(openid)) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "openid", "is no openid");
    }
    return new SeenVO(openid, atWechat.seenBy(accounts.mainUnless(account), openid));
  }

  private String appId(@Nullable String account) {
    return accounts.mainUnless(account).appId();
  }
}
