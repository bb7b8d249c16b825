package com.zhaoli.pay.pos.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.pos.Device;
import com.zhaoli.pay.pos.PosItCase;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.ResultActions;

/** What a connection's certificate means, and what the gateway has put on record. */
class CertificateIT extends PosItCase {

  @Test
  void aTerminalWorksByItsOwnCertificateAsWithoutOne() throws Exception {
    Device device = activated();
    device
        .withCertificateOf(device.terminalNo())
        .posts("/pos/v1/heartbeats", "{}")
        .andExpect(status().isOk());
    device.posts("/pos/v1/heartbeats", "{}").andExpect(status().isOk());
  }

  @Test
  void anothersCertificateIsRefusedOnRecordAndTakesNoCounter() throws Exception {
    Device device = activated();
    String other = activated().terminalNo();
    device
        .withCertificateOf(other)
        .send("POST", "/pos/v1/heartbeats", "{}", 1)
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.code").value("TERMINAL_CERTIFICATE_MISMATCH"));

    auditLogOf(device.terminalNo())
        .andExpect(jsonPath("$.items[0].action").value("REQUEST_REFUSED"))
        .andExpect(
            jsonPath("$.items[0].detail")
                .value(
                    "TERMINAL_CERTIFICATE_MISMATCH POST from 192.0.2.7, certificate of " + other));
    device.send("POST", "/pos/v1/heartbeats", "{}", 1).andExpect(status().isOk());
  }

  @Test
  void aDeviceIsActivatedAsTheTerminalOfItsCertificateOrNotAtAll() throws Exception {
    String serial = serial();
    String terminalNo = registered(serial);
    String other = registered(serial());
    String code = codeFor(terminalNo);
    activateBy(other, serial, code)
        .andExpect(status().isUnauthorized())
        .andExpect(jsonPath("$.code").value("ACTIVATION_INVALID"));
    activateBy(terminalNo, serial, code)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.terminalNo").value(terminalNo));
  }

  @Test
  void whatTheGatewayRefusedIsInTheAuditLog() throws Exception {
    String terminalNo = registered(serial());
    tell("""
            [{"claimed":"%s","code":"HTTPS_REQUIRED","detail":"POST from 192.0.2.9, request req_1"},
             {"claimed":"no number","code":"HTTPS_REQUIRED","detail":"GET from 192.0.2.9"}]
            """
            .formatted(terminalNo))
        .andExpect(status().isNoContent());
    auditLogOf(terminalNo)
        .andExpect(jsonPath("$.items[0].action").value("REQUEST_REFUSED"))
        .andExpect(jsonPath("$.items[0].actor").value("nobody"))
        .andExpect(
            jsonPath("$.items[0].detail")
                .value("HTTPS_REQUIRED POST from 192.0.2.9, request req_1"));
    auditLogOf("unknown")
        .andExpect(jsonPath("$.items[0].detail").value("HTTPS_REQUIRED GET from 192.0.2.9"));
  }

  @Test
  void nobodyButAServiceTellsOfRefusalsAndNotTooMany() throws Exception {
    mvc.perform(
            post("/internal/v1/terminal-refusals")
                .contentType(MediaType.APPLICATION_JSON)
                .content("[]"))
        .andExpect(status().isUnauthorized());
    String one = "{\"claimed\":\"unknown\",\"code\":\"HTTPS_REQUIRED\",\"detail\":\"x\"}";
    String tooMany = "[" + (one + ",").repeat(100) + one + "]";
    assertThat(tell(tooMany).andReturn().getResponse().getStatus()).isEqualTo(400);
    assertThat(tell("[]").andReturn().getResponse().getStatus()).isEqualTo(400);
  }

  private ResultActions tell(String refusals) throws Exception {
    return mvc.perform(
        post("/internal/v1/terminal-refusals")
            .header(ZhaoliHeaders.INTERNAL, internalToken.issue("zhaoli-pay-gateway"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(refusals));
  }

  private ResultActions activateBy(String certifiedTerminalNo, String serial, String code)
      throws Exception {
    return mvc.perform(
        post("/pos/v1/activations")
            .header(ZhaoliHeaders.INTERNAL, internalToken.issue("zhaoli-pay-gateway"))
            .header("X-Forwarded-Proto", "https")
            .header(ZhaoliHeaders.TERMINAL_CERTIFICATE, certifiedTerminalNo)
            .contentType(MediaType.APPLICATION_JSON)
            .content(
                """
                {"serialNumber":"%s","activationCode":"%s","activationId":"%s"}
                """
                    .formatted(serial, code, activationId())));
  }
}
