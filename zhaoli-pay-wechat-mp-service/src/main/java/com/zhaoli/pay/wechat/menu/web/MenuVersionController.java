package com.zhaoli.pay.wechat.menu.web;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.menu.MenuChange;
import com.zhaoli.pay.wechat.menu.MenuContent;
import com.zhaoli.pay.wechat.menu.MenuVersionBO;
import com.zhaoli.pay.wechat.menu.MenuVersions;
import com.zhaoli.pay.wechat.menu.MenusAtWechat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Operators write versions of the menus. Every operator may look, administrators change. */
@RestController
@RequestMapping("/ops/v1/wechat/menus/versions")
class MenuVersionController {
  private static final String LIVE = "live";

  private final MenuVersions versions;
  private final MenusAtWechat atWechat;
  private final OfficialAccounts accounts;

  MenuVersionController(MenuVersions versions, MenusAtWechat atWechat, OfficialAccounts accounts) {
    this.versions = versions;
    this.atWechat = atWechat;
    this.accounts = accounts;
  }

  /**
   * What differs.
   *
   * @param same whether nothing does
   */
  record DifferenceVO(boolean same, List<MenuChange> changes) {}

  @GetMapping
  PageVO<MenuVersionVO.Row> page(
      @RequestParam(name = "after", required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a version") @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "20") @Min(1) @Max(100) int limit,
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator.of(request);
    return PageVO.of(
        versions.page(appId(account), after, limit + 1),
        limit,
        MenuVersionVO.Row::of,
        MenuVersionBO::versionNo);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  MenuVersionVO draft(
      @Valid @RequestBody MenuDraftDTO draft,
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    MenuContent content = versions.read(draft.content());
    return shown(versions.draft(appId(account), draft.note(), content, operator.operatorNo()));
  }

  @GetMapping("/{versionNo}")
  MenuVersionVO get(
      @PathVariable("versionNo") String versionNo,
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator.of(request);
    return shown(versions.get(appId(account), versionNo));
  }

  @PutMapping("/{versionNo}")
  MenuVersionVO edit(
      @PathVariable("versionNo") String versionNo,
      @Valid @RequestBody MenuDraftDTO.Edit edit,
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    MenuContent content = versions.read(edit.content());
    return shown(
        versions.edit(
            appId(account),
            versionNo,
            edit.revision(),
            edit.note(),
            content,
            operator.operatorNo()));
  }

  @DeleteMapping("/{versionNo}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void discard(
      @PathVariable("versionNo") String versionNo,
      @RequestParam("revision") int revision,
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    versions.discard(appId(account), versionNo, revision, operator.operatorNo());
  }

  /** From what WeChat shows now, or from another version, to this one. */
  @GetMapping("/{versionNo}/diff")
  DifferenceVO difference(
      @PathVariable("versionNo") String versionNo,
      @RequestParam(name = "against", defaultValue = LIVE)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be live or the number of a version") String against,
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator.of(request);
    MenuContent later = versions.get(appId(account), versionNo).content();
    MenuContent earlier =
        against.equals(LIVE)
            ? atWechat.content(accounts.mainUnless(account))
            : versions.get(appId(account), against).content();
    List<MenuChange> changes = versions.difference(earlier, later);
    return new DifferenceVO(changes.isEmpty(), changes);
  }

  private MenuVersionVO shown(MenuVersionBO version) {
    return MenuVersionVO.of(version, versions.problems(version.account(), version.content()));
  }

  private String appId(@Nullable String account) {
    return accounts.mainUnless(account).appId();
  }
}
