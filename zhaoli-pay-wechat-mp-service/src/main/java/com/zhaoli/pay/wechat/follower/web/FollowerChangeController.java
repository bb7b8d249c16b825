package com.zhaoli.pay.wechat.follower.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.json.MultiLine;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.follower.ChangeKind;
import com.zhaoli.pay.wechat.follower.ChangedFollower;
import com.zhaoli.pay.wechat.follower.FollowerChangeBO;
import com.zhaoli.pay.wechat.follower.FollowerChanges;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operators tag, remark and block followers. */
@RestController
@RequestMapping("/ops/v1/wechat/followers")
class FollowerChangeController {
  private static final int MAX_OPENIDS = 1_000;

  /** WeChat's limit of a remark. */
  private static final int MAX_REMARK = 30;

  private final FollowerChanges changes;
  private final OfficialAccounts accounts;

  FollowerChangeController(FollowerChanges changes, OfficialAccounts accounts) {
    this.changes = changes;
    this.accounts = accounts;
  }

  /** Whom a tag is given to or taken from. */
  record TaggingDTO(
      @NotNull @NotEmpty @Size(max = MAX_OPENIDS) List<String> openids,
      @NotNull @Min(0) Integer tagId) {}

  /** Who is put onto the block list or taken off. */
  record BlockingDTO(
      @NotNull @NotEmpty @Size(max = MAX_OPENIDS) List<String> openids,
      @Nullable @Size(max = 200) @MultiLine String reason) {}

  /**
   * A remark. Does not print it.
   *
   * @param expectedRemark the one that the operator saw
   */
  record RemarkDTO(
      @NotNull @Size(max = 2 * MAX_REMARK) String remark,
      @NotNull @Size(max = 64) String expectedRemark) {
    @Override
    public String toString() {
      return "RemarkDTO[]";
    }
  }

  @PostMapping("/tag")
  ResponseEntity<ChangeVO> tag(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @Valid @RequestBody TaggingDTO tagging) {
    return tag(request, account, ChangeKind.TAG, tagging);
  }

  @PostMapping("/untag")
  ResponseEntity<ChangeVO> untag(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @Valid @RequestBody TaggingDTO tagging) {
    return tag(request, account, ChangeKind.UNTAG, tagging);
  }

  @PostMapping("/block")
  ResponseEntity<ChangeVO> block(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @Valid @RequestBody BlockingDTO blocking) {
    if (blocking.reason() == null || blocking.reason().isBlank()) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "reason", "is missing");
    }
    return block(request, account, ChangeKind.BLOCK, blocking);
  }

  @PostMapping("/unblock")
  ResponseEntity<ChangeVO> unblock(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @Valid @RequestBody BlockingDTO blocking) {
    return block(request, account, ChangeKind.UNBLOCK, blocking);
  }

  @PutMapping("/{openid}/remark")
  ResponseEntity<ChangeVO> remark(
      HttpServletRequest request,
      @PathVariable("openid") String openid,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @Valid @RequestBody RemarkDTO remark) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    FollowerChangeBO change =
        changes.remark(
            accounts.mainUnless(account).appId(),
            FollowerController.openidOf(openid),
            TagController.textOf("remark", remark.remark(), 0, MAX_REMARK),
            remark.expectedRemark(),
            operator.operatorNo());
    return ChangeVO.answer(change, changes.detailsOf(change));
  }

  @GetMapping("/changes")
  PageVO<ChangeVO> page(
      HttpServletRequest request,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @RequestParam(name = "after", required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a change") @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "20") @Min(1) @Max(100) int limit) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return PageVO.of(
        changes.page(accounts.mainUnless(account).appId(), after, limit + 1),
        limit,
        ChangeVO::of,
        FollowerChangeBO::changeNo);
  }

  @GetMapping("/changes/{changeNo}")
  ChangeVO get(
      HttpServletRequest request,
      @PathVariable("changeNo") String changeNo,
      @RequestParam(name = "account", required = false) @Nullable String account) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    FollowerChangeBO change = changes.get(accounts.mainUnless(account).appId(), changeNo);
    return ChangeVO.of(change, changes.detailsOf(change));
  }

  /** All whom a change is about, page by page in the order of their openids. */
  @GetMapping("/changes/{changeNo}/followers")
  PageVO<ChangeVO.ChangedVO> followers(
      HttpServletRequest request,
      @PathVariable("changeNo") String changeNo,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "20") @Min(1) @Max(100) int limit) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    FollowerChangeBO change = changes.get(accounts.mainUnless(account).appId(), changeNo);
    String behind = after == null ? null : FollowerController.openidOf(after);
    return PageVO.of(
        changes.followersOf(change, behind, limit + 1),
        limit,
        ChangeVO.ChangedVO::of,
        ChangedFollower::openid);
  }

  private ResponseEntity<ChangeVO> tag(
      HttpServletRequest request, @Nullable String account, ChangeKind kind, TaggingDTO tagging) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    FollowerChangeBO change =
        changes.tag(
            accounts.mainUnless(account).appId(),
            kind,
            tagging.tagId(),
            openidsOf(tagging.openids()),
            operator.operatorNo());
    return ChangeVO.answer(change, changes.detailsOf(change));
  }

  private ResponseEntity<ChangeVO> block(
      HttpServletRequest request, @Nullable String account, ChangeKind kind, BlockingDTO blocking) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    FollowerChangeBO change =
        changes.block(
            accounts.mainUnless(account).appId(),
            kind,
            openidsOf(blocking.openids()),
            blocking.reason(),
            operator.operatorNo());
    return ChangeVO.answer(change, changes.detailsOf(change));
  }

  private static List<String> openidsOf(List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (text == null || !Openids.isOpenid(text)) {
        throw ApiException.of(ErrorCode.REQUEST_INVALID, "openids[" + i + "]", "is no openid");
      }
    }
    return texts;
  }
}
