package com.zhaoli.pay.wechat.message.web;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.message.MessageTemplate;
import com.zhaoli.pay.wechat.message.MessageTemplates;
import com.zhaoli.pay.wechat.message.TemplateAtWechat;
import com.zhaoli.pay.wechat.message.TemplateCheck;
import com.zhaoli.pay.wechat.message.TemplatesAtWechat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operators set the templates of the scenes. Every operator may look, administrators change. */
@RestController
@RequestMapping("/ops/v1/wechat/templates")
class TemplateController {
  private final MessageTemplates templates;
  private final TemplatesAtWechat atWechat;
  private final OfficialAccounts accounts;

  TemplateController(
      MessageTemplates templates, TemplatesAtWechat atWechat, OfficialAccounts accounts) {
    this.templates = templates;
    this.atWechat = atWechat;
    this.accounts = accounts;
  }

  record ListVO<T>(List<T> items) {}

  /** What a follower would see, and whether the message could be sent. */
  record PreviewVO(String title, List<MessageTemplate.Line> lines, boolean sendable) {}

  @GetMapping
  ListVO<TemplateVO> all(
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator.of(request);
    return new ListVO<>(
        templates.all(accounts.mainUnless(account)).stream().map(TemplateVO::of).toList());
  }

  @GetMapping("/at-wechat")
  ListVO<TemplateAtWechat> atWechat(
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator.of(request);
    return new ListVO<>(atWechat.list(accounts.mainUnless(account)));
  }

  @GetMapping("/{scene}")
  TemplateVO get(
      @PathVariable("scene") MessageScene scene,
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator.of(request);
    return TemplateVO.of(templates.get(accounts.mainUnless(account), scene));
  }

  @PutMapping("/{scene}")
  TemplateVO change(
      @PathVariable("scene") MessageScene scene,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @Valid @RequestBody TemplateDTO wish,
      HttpServletRequest request) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return TemplateVO.of(
        templates.change(accounts.mainUnless(account), scene, wish.draft(), operator.operatorNo()));
  }

  @PostMapping("/{scene}/preview")
  PreviewVO preview(
      @PathVariable("scene") MessageScene scene,
      @RequestParam(name = "account", required = false) @Nullable String account,
      @Valid @RequestBody TemplateDTO.Preview wish,
      HttpServletRequest request) {
    ActingOperator.of(request);
    OfficialAccount meant = accounts.mainUnless(account);
    List<MessageTemplate.Line> lines =
        templates.preview(
            meant,
            scene,
            wish.fields() == null ? null : TemplateDTO.fieldsOf(wish.fields()),
            Objects.requireNonNullElse(wish.values(), Map.of()));
    return new PreviewVO(
        templates.get(meant, scene).title(),
        lines,
        lines.stream().allMatch(line -> line.problem() == null));
  }

  @GetMapping("/{scene}/check")
  TemplateCheck check(
      @PathVariable("scene") MessageScene scene,
      @RequestParam(name = "account", required = false) @Nullable String account,
      HttpServletRequest request) {
    ActingOperator.of(request);
    OfficialAccount meant = accounts.mainUnless(account);
    return atWechat.check(meant, templates.get(meant, scene));
  }
}
