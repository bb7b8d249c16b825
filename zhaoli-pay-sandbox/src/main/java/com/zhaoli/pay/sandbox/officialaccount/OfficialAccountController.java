package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.QrImage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The official account's server API. Refusals are HTTP 200 with an errcode, as WeChat's are. */
@RestController
@RequestMapping("/cgi-bin")
final class OfficialAccountController {
  private static final Logger log = LoggerFactory.getLogger(OfficialAccountController.class);
  private static final long MAX_QR_SECONDS = 2_592_000;
  private static final long DEFAULT_QR_SECONDS = 60;
  private static final int MAX_SCENE_LENGTH = 64;

  /** Of the numbers of permanent codes. */
  private static final long MAX_PERMANENT_ID = 100_000;

  private final OfficialAccounts accounts;
  private final JsonMapper json;

  OfficialAccountController(OfficialAccounts accounts, JsonMapper json) {
    this.accounts = accounts;
    this.json = json.rebuild().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  }

  @GetMapping("/token")
  Map<String, Object> token(
      @RequestParam(name = "grant_type", required = false) @Nullable String grantType,
      @RequestParam(required = false) @Nullable String appid,
      @RequestParam(required = false) @Nullable String secret) {
    return answer(accounts.tokensOf(appid).issuePlain(grantType, appid, secret));
  }

  @PostMapping("/stable_token")
  Map<String, Object> stableToken(@RequestBody byte[] body) {
    StableTokenRequest request = read(body, StableTokenRequest.class);
    return answer(
        accounts
            .tokensOf(request.appid())
            .issueStable(
                request.grantType(),
                request.appid(),
                request.secret(),
                Boolean.TRUE.equals(request.forceRefresh())));
  }

  @PostMapping("/qrcode/create")
  Map<String, Object> createQrCode(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    QrTickets tickets = accounts.calledWith(accessToken).tickets();
    JsonNode request = read(body, JsonNode.class);
    String action = request.path("action_name").asString("");
    String scene = sceneOf(action, request.path("action_info").path("scene"));
    if (action.startsWith("QR_LIMIT_")) {
      QrTicket code = tickets.permanent(scene);
      return Map.of("ticket", code.ticket(), "url", code.url());
    }
    long seconds = request.path("expire_seconds").asLong(DEFAULT_QR_SECONDS);
    if (seconds < 1 || seconds > MAX_QR_SECONDS) {
      throw new WechatError(40053, "invalid action info: expire_seconds");
    }
    QrTicket ticket = tickets.create(scene, Duration.ofSeconds(seconds));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ticket", ticket.ticket());
    answer.put("expire_seconds", seconds);
    answer.put("url", ticket.url());
    return answer;
  }

  @GetMapping(path = "/showqrcode", produces = MediaType.IMAGE_PNG_VALUE)
  ResponseEntity<byte[]> showQrCode(@RequestParam String ticket) {
    return accounts.all().stream()
        .flatMap(account -> account.tickets().find(ticket).stream())
        .findFirst()
        .map(found -> ResponseEntity.ok(QrImage.png(found.url())))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  @PostMapping("/message/template/send")
  Map<String, Object> sendTemplate(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    TemplateMessages templates = accounts.calledWith(accessToken).templateMessages();
    long msgId = templates.send(read(body, TemplateMessages.Request.class));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("errcode", 0);
    answer.put("errmsg", "ok");
    answer.put("msgid", msgId);
    return answer;
  }

  @PostMapping("/message/custom/send")
  Map<String, Object> sendCustom(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    CustomerMessages messages = accounts.calledWith(accessToken).customerMessages();
    messages.send(read(body, CustomerMessages.Request.class));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("errcode", 0);
    answer.put("errmsg", "ok");
    return answer;
  }

  @ExceptionHandler
  Map<String, Object> refused(WechatError refusal) {
    log.info("Official account refused: {} {}", refusal.errcode(), refusal.getMessage());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("errcode", refusal.errcode());
    answer.put("errmsg", String.valueOf(refusal.getMessage()));
    return answer;
  }

  private static String sceneOf(String action, JsonNode scene) {
    String value =
        switch (action) {
          case "QR_STR_SCENE", "QR_LIMIT_STR_SCENE" -> scene.path("scene_str").asString("");
          case "QR_SCENE" -> scene.path("scene_id").asString("");
          case "QR_LIMIT_SCENE" -> {
            long id = scene.path("scene_id").asLong(0);
            yield id < 1 || id > MAX_PERMANENT_ID ? "" : String.valueOf(id);
          }
          default -> throw new WechatError(40052, "invalid action name");
        };
    if (value.isEmpty() || value.length() > MAX_SCENE_LENGTH) {
      throw new WechatError(40053, "invalid action info");
    }
    return value;
  }

  private static Map<String, Object> answer(AccessTokens.Issued issued) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", issued.accessToken());
    answer.put("expires_in", issued.expiresIn());
    return answer;
  }

  private <T> T read(byte[] body, Class<T> type) {
    try {
      return json.readValue(body, type);
    } catch (JacksonException e) {
      throw new WechatError(47001, "data format error");
    }
  }

  private record StableTokenRequest(
      @Nullable String grantType,
      @Nullable String appid,
      @Nullable String secret,
      @Nullable Boolean forceRefresh) {}
}
