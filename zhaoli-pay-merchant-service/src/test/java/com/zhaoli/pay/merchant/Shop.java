package com.zhaoli.pay.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.merchant.RunningService.Answer;
import com.zhaoli.pay.merchant.RunningService.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An approved merchant that acts on its receivers by its signed API, as the gateway lets it. */
final class Shop {
  static final String RECEIVERS = "/openapi/v1/receivers";

  private final RunningService service;
  final String merchantNo;
  final String ownerOpenid;
  final Browser browser;

  private Shop(RunningService service, String merchantNo, String ownerOpenid, Browser browser) {
    this.service = service;
    this.merchantNo = merchantNo;
    this.ownerOpenid = ownerOpenid;
    this.browser = browser;
  }

  static Shop approved(RunningService service) {
    return approved(service, Instant.now());
  }

  static Shop approved(RunningService service, Instant scannedAt) {
    String openid = RunningService.openid();
    Browser browser = new Browser(service).scannedBy(openid, scannedAt);
    String merchantNo = browser.apply(CreditCodes.next());
    assertThat(service.approve(merchantNo).status()).isEqualTo(200);
    return new Shop(service, merchantNo, openid, browser);
  }

  /** An invitation that was just made. */
  record Invitation(String invitationNo, String receiverNo) {}

  Answer send(Call call) {
    return call.header(ZhaoliHeaders.MERCHANT_NO, merchantNo).send();
  }

  Answer tryAdd(String role, String label) {
    return send(service.post(RECEIVERS, Map.of("role", role, "label", label)));
  }

  Invitation add(String role, String label) {
    return invitation(tryAdd(role, label));
  }

  Answer tryInvite(String receiverNo) {
    return send(service.post(RECEIVERS + "/" + receiverNo + "/invitations"));
  }

  Invitation invite(String receiverNo) {
    return invitation(tryInvite(receiverNo));
  }

  static Invitation invitation(Answer answer) {
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
    JsonNode invitation = answer.json().path("invitation");
    return new Invitation(
        invitation.path("invitationNo").asString(""), invitation.path("receiverNo").asString(""));
  }

  /** As wechat-mp-service reports it; the outcome. */
  String scan(Invitation invitation, String openid, Instant at) {
    Answer answer = report(invitation.invitationNo(), openid, at);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    return answer.text("outcome");
  }

  String scan(Invitation invitation, String openid) {
    return scan(invitation, openid, Instant.now());
  }

  Answer report(String invitationNo, String openid, Instant at) {
    return service
        .post(
            "/internal/v1/receiver-scans",
            Map.of("invitationNo", invitationNo, "openid", openid, "scannedAt", at.toString()))
        .send();
  }

  void leaves(String openid, Instant at) {
    Answer answer =
        service
            .post("/internal/v1/openid-unbindings", Map.of("openid", openid, "at", at.toString()))
            .send();
    assertThat(answer.status()).isEqualTo(204);
  }

  Answer cancel(Invitation invitation) {
    return send(service.delete(RECEIVERS + "/invitations/" + invitation.invitationNo()));
  }

  Answer remove(String receiverNo) {
    return send(service.delete(RECEIVERS + "/" + receiverNo));
  }

  JsonNode receiver(String receiverNo) {
    return send(service.get(RECEIVERS + "/" + receiverNo)).json();
  }

  String ownerNo() {
    return list().get(0).path("receiverNo").asString("");
  }

  List<JsonNode> list() {
    return send(service.get(RECEIVERS)).json().path("items").valueStream().toList();
  }

  String statusOf(Invitation invitation) {
    return send(service.get(RECEIVERS + "/invitations/" + invitation.invitationNo()))
        .text("status");
  }

  /** The openids that the other services send to. */
  List<String> bound() {
    return service
        .get("/internal/v1/merchants/" + merchantNo + "/receivers")
        .send()
        .json()
        .valueStream()
        .map(receiver -> receiver.path("openid").asString(""))
        .toList();
  }
}
