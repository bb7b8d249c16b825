package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import com.zhaoli.pay.sandbox.keys.OfficialAccountKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The account's templates: one for each scene, until it is deleted. */
final class PrivateTemplates {
  private static final int MAX_DELETED = 1_000;

  private final OfficialAccountKeys keys;

  /** Ids of templates by themselves. */
  private final JournaledMap<String> deleted;

  PrivateTemplates(OfficialAccountKeys keys, AccountJournal journal) {
    this.keys = keys;
    this.deleted = journal.open("deleted-templates", String.class, MAX_DELETED, template -> false);
  }

  /** A template as template/get_all_private_template tells it. */
  record Template(
      String templateId,
      String title,
      String primaryIndustry,
      String deputyIndustry,
      String content,
      String example) {}

  /** The scene that a template serves; empty where there is no such template (any more). */
  Optional<String> scene(String templateId) {
    return Optional.ofNullable(keys.sceneByTemplateId().get(templateId))
        .filter(scene -> deleted.get(templateId).isEmpty());
  }

  List<Template> all() {
    return keys.sceneByTemplateId().entrySet().stream()
        .filter(entry -> deleted.get(entry.getKey()).isEmpty())
        .sorted(Map.Entry.comparingByValue())
        .map(entry -> template(entry.getKey(), MessageScene.valueOf(entry.getValue())))
        .toList();
  }

  /** Deletes a template, or throws the errcode. */
  void delete(String templateId) {
    if (scene(templateId).isEmpty()) {
      throw new WechatError(40037, "invalid template_id");
    }
    deleted.put(templateId, templateId);
  }

  private static Template template(String templateId, MessageScene scene) {
    return switch (scene) {
      case PAYMENT_RESULT ->
          template(
              templateId,
              "收款结果通知",
              """
              收款金额：{{amount1.DATA}}
              商户订单号：{{character_string2.DATA}}
              支付方式：{{thing3.DATA}}
              支付时间：{{time4.DATA}}
              支付状态：{{phrase5.DATA}}
              """);
      case REFUND_RESULT ->
          template(
              templateId,
              "退款结果通知",
              """
              退款金额：{{amount1.DATA}}
              商户订单号：{{character_string2.DATA}}
              退款单号：{{character_string3.DATA}}
              退款时间：{{time4.DATA}}
              退款状态：{{phrase5.DATA}}
              """);
      case ONBOARDING_AUDIT ->
          template(
              templateId,
              "商户入驻审核结果通知",
              """
              商户名称：{{thing1.DATA}}
              审核结果：{{phrase2.DATA}}
              审核说明：{{thing3.DATA}}
              审核时间：{{time4.DATA}}
              """);
      case ENDPOINT_PAUSED ->
          template(
              templateId,
              "通知地址暂停提醒",
              """
              通知地址：{{thing1.DATA}}
              暂停原因：{{thing2.DATA}}
              暂停时间：{{time3.DATA}}
              """);
      case RECEIVER_INVITATION ->
          template(
              templateId,
              "消息接收人绑定通知",
              """
              商户名称：{{thing1.DATA}}
              角色：{{phrase2.DATA}}
              结果：{{thing3.DATA}}
              扫码时间：{{time4.DATA}}
              """);
      case DAILY_STATEMENT ->
          template(
              templateId,
              "每日对账通知",
              """
              商户名称：{{thing1.DATA}}
              对账日期：{{time2.DATA}}
              收款金额：{{amount3.DATA}}
              收款笔数：{{number4.DATA}}
              退款金额：{{amount5.DATA}}
              """);
    };
  }

  private static Template template(String templateId, String title, String content) {
    return new Template(templateId, title, "IT科技", "互联网|电子商务", content, "");
  }
}
