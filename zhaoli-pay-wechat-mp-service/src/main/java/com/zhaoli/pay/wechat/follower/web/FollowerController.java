package com.zhaoli.pay.wechat.follower.web;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.event.EventInbox;
import com.zhaoli.pay.wechat.follower.FollowerBO;
import com.zhaoli.pay.wechat.follower.FollowerState;
import com.zhaoli.pay.wechat.follower.Followers;
import feign.FeignException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Followers for operators. The gateway has checked the login and says whose. */
@RestController
@RequestMapping("/ops/v1/wechat/followers")
class FollowerController {
  private static final int EVENTS = 20;
  private static final int MAX_RECEIVERS = 500;

  private final Followers followers;
  private final EventInbox events;
  private final OfficialAccounts accounts;
  private final MerchantInternalApi merchants;

  FollowerController(
      Followers followers,
      EventInbox events,
      OfficialAccounts accounts,
      MerchantInternalApi merchants) {
    this.followers = followers;
    this.events = events;
    this.accounts = accounts;
    this.merchants = merchants;
  }

  /** In which state those are who are looked for. */
  enum SoughtState {
    FOLLOWING,
    GONE,
    BLOCKED
  }

  @GetMapping
  PageVO<FollowerVO> page(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @RequestParam(name = "openid", required = false) @Nullable String openid,
      @RequestParam(name = "tagId", required = false) @Nullable Integer tagId,
      @RequestParam(name = "state", required = false) @Nullable SoughtState state,
      @RequestParam(name = "merchantNo", required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") @Nullable String merchantNo,
      @RequestParam(name = "after", required = false) @Min(1) @Nullable Long after,
      @RequestParam(name = "limit", defaultValue = "20") @Min(1) @Max(100) int limit) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    String appId = accounts.mainUnless(account).appId();
    if (Stream.of(openid, tagId, state, merchantNo).filter(Objects::nonNull).count() > 1) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, "state", "one of openid, tagId, state, merchantNo at a time");
    }
    List<FollowerBO> found;
    if (openid != null) {
      found = followers.among(appId, List.of(openidOf(openid)), after, 1);
    } else if (tagId != null) {
      found = followers.pageOfTag(appId, tagId, after, limit + 1);
    } else if (merchantNo != null) {
      found = followers.among(appId, receiversOf(merchantNo), after, limit + 1);
    } else {
      found = followers.page(appId, stateOf(state), state == SoughtState.BLOCKED, after, limit + 1);
    }
    return PageVO.of(found, limit, FollowerVO::of, follower -> String.valueOf(follower.id()));
  }

  @GetMapping("/{openid}")
  FollowerVO get(
      HttpServletRequest request,
      @PathVariable("openid") String openid,
      @RequestParam(name = "account", required = false) @Nullable String account) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    FollowerBO follower = followers.get(accounts.mainUnless(account).appId(), openidOf(openid));
    return FollowerVO.of(follower, events.newestOf(follower.account(), openid, EVENTS));
  }

  /** The text if it has the form of an openid. */
  static String openidOf(String text) {
    if (!Openids.isOpenid(text)) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "openid", "is no openid");
    }
    return text;
  }

  private List<String> receiversOf(String merchantNo) {
    try {
      return merchants.receivers(merchantNo).stream()
          .map(MessageReceiver::openid)
          .distinct()
          .limit(MAX_RECEIVERS)
          .toList();
    } catch (FeignException.NotFound e) {
      throw new ApiException(ErrorCode.MERCHANT_NOT_FOUND, e);
    } catch (FeignException e) {
      throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE, e);
    }
  }

  private static @Nullable FollowerState stateOf(@Nullable SoughtState state) {
    if (state == null) {
      return null;
    }
    return switch (state) {
      case FOLLOWING -> FollowerState.FOLLOWING;
      case GONE -> FollowerState.GONE;
      case BLOCKED -> null;
    };
  }
}
