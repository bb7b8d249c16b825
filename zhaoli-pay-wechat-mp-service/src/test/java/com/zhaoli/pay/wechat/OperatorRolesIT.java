package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class OperatorRolesIT extends RunningService {
  private static final String OPERATORS = "/ops/";
  private static final Set<RequestMethod> CHANGING =
      Set.of(RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE);

  /** Posted for their bodies; they change nothing. */
  private static final Set<String> LOOKS =
      Set.of(
          "POST /ops/v1/wechat/templates/{scene}/preview", "POST /ops/v1/wechat/reply-rules/try");

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::[^/]*)?}");
  private static final Map<String, String> VALUES =
      Map.of(
          "openid", "o1",
          "tagId", "101",
          "versionNo", "mnv_1",
          "ruleNo", "rul_1",
          "messageNo", "tpl_1",
          "runNo", "fls_1");

  /** What every call takes, and more: nobody is refused for what stands in it. */
  private static final String BODY =
      """
      {"purpose": "CHANNEL", "label": "a", "replies": [{"type": "text", "content": "x"}],
       "name": "a", "kind": "EXACT", "pattern": "a", "expectedVersion": 1, "openids": ["o1"],
       "tagId": 101, "reason": "r", "remark": "a", "expectedRemark": "", "expectedName": "a",
       "revision": 1, "title": "t", "fields": [], "content": {"buttons": []}}
      """;

  @Autowired
  @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;

  @Test
  void anAuditorChangesNothing() {
    Set<String> tried = new TreeSet<>();
    for (RequestMappingInfo mapping : mappings.getHandlerMethods().keySet()) {
      for (String path : mapping.getPatternValues()) {
        for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
          if (path.startsWith(OPERATORS) && CHANGING.contains(method)) {
            String call = method + " " + path;
            tried.add(call);
            if (!LOOKS.contains(call)) {
              assertThat(asAuditor(method, path).text("code"))
                  .as(call)
                  .isEqualTo("OPERATOR_FORBIDDEN");
            }
          }
        }
      }
    }
    assertThat(tried).containsAll(LOOKS).hasSizeGreaterThan(25);
  }

  private Answer asAuditor(RequestMethod method, String path) {
    String scene = path.contains("qr-codes") ? "scn_1" : "PAYMENT_RESULT";
    String real =
        VARIABLE.matcher(path).replaceAll(found -> VALUES.getOrDefault(found.group(1), scene));
    return call(
        port,
        "AUDITOR",
        method.name(),
        real + "?expectedName=a&revision=1&expectedVersion=1",
        "application/json",
        BODY);
  }
}
