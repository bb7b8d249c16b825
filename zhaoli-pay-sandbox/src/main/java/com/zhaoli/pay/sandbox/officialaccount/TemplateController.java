package com.zhaoli.pay.sandbox.officialaccount;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the account's templates. Refusals are HTTP 200 with an errcode. */
@RestController
@RequestMapping("/cgi-bin/template")
final class TemplateController {
  private static final Logger log = LoggerFactory.getLogger(TemplateController.class);

  private final OfficialAccounts accounts;
  private final JsonMapper json;

  TemplateController(OfficialAccounts accounts, JsonMapper json) {
    this.accounts = accounts;
    this.json = json;
  }

  @GetMapping("/get_all_private_template")
  Map<String, Object> all(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken) {
    PrivateTemplates templates = accounts.calledWith(accessToken).templates();
    List<Map<String, String>> list =
        templates.all().stream().map(TemplateController::wire).toList();
    return Map.of("template_list", list);
  }

  @PostMapping("/del_private_template")
  Map<String, Object> delete(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    PrivateTemplates templates = accounts.calledWith(accessToken).templates();
    templates.delete(templateId(body));
    return errcode(0, "ok");
  }

  @ExceptionHandler
  Map<String, Object> refused(WechatError refusal) {
    log.info("Template call refused: {} {}", refusal.errcode(), refusal.getMessage());
    return errcode(refusal.errcode(), String.valueOf(refusal.getMessage()));
  }

  private String templateId(byte[] body) {
    try {
      JsonNode request = json.readTree(body);
      return request.path("template_id").asString("");
    } catch (JacksonException e) {
      throw new WechatError(47001, "data format error");
    }
  }

  private static Map<String, String> wire(PrivateTemplates.Template template) {
    Map<String, String> wire = new LinkedHashMap<>();
    wire.put("template_id", template.templateId());
    wire.put("title", template.title());
    wire.put("primary_industry", template.primaryIndustry());
    wire.put("deputy_industry", template.deputyIndustry());
    wire.put("content", template.content());
    wire.put("example", template.example());
    return wire;
  }

  private static Map<String, Object> errcode(int errcode, String errmsg) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("errcode", errcode);
    answer.put("errmsg", errmsg);
    return answer;
  }
}
