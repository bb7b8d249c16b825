package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.keys.OfficialAccountKeys;
import java.net.URI;
import java.time.Clock;

/** One official account: nothing of what it holds is another's. */
public final class OfficialAccount {
  private final String name;
  private final OfficialAccountKeys keys;
  private final URI portal;
  private final AccessTokens tokens;
  private final Followers followers;
  private final Tags tags;
  private final Menus menus;
  private final QrTickets tickets;
  private final ReceivedMessages messages;
  private final PushModes pushModes;
  private final WechatUsers users;
  private final PrivateTemplates templates;
  private final TemplateSettings templateSettings;
  private final TemplateMessages templateMessages;
  private final CustomerMessages customerMessages;

  OfficialAccount(
      String name,
      OfficialAccountKeys keys,
      URI portal,
      AccountJournal journal,
      SandboxProperties properties,
      Pushing pushing,
      Clock clock) {
    this.name = name;
    this.keys = keys;
    this.portal = portal;
    this.tokens = new AccessTokens(journal, keys, clock);
    this.followers = new Followers(journal, properties, clock);
    this.tags = new Tags(journal, followers);
    this.menus = new Menus(journal, properties, followers);
    this.tickets = new QrTickets(journal, properties, clock);
    this.messages = new ReceivedMessages(journal, properties, clock);
    this.pushModes = new PushModes(properties);
    Allowances allowances = new Allowances(journal, properties, clock);
    EventPusher pusher = new EventPusher(new PushSeal(keys), pushModes, portal, messages, pushing);
    this.users = new WechatUsers(followers, pusher, allowances, keys, clock);
    this.templates = new PrivateTemplates(keys, journal);
    this.templateSettings = new TemplateSettings(clock);
    this.templateMessages =
        new TemplateMessages(
            templates, templateSettings, followers, messages, users, journal, clock);
    this.customerMessages = new CustomerMessages(followers, allowances, messages);
  }

  /** As the settings name it; {@link OfficialAccounts#MAIN} for the main one. */
  public String name() {
    return name;
  }

  public String appId() {
    return keys.appId();
  }

  public String originalId() {
    return keys.originalId();
  }

  /** Where its events go. */
  public URI portal() {
    return portal;
  }

  public Menus menus() {
    return menus;
  }

  public QrTickets tickets() {
    return tickets;
  }

  public ReceivedMessages messages() {
    return messages;
  }

  public PushModes pushModes() {
    return pushModes;
  }

  public WechatUsers users() {
    return users;
  }

  public TemplateSettings templateSettings() {
    return templateSettings;
  }

  AccessTokens tokens() {
    return tokens;
  }

  Followers followers() {
    return followers;
  }

  Tags tags() {
    return tags;
  }

  PrivateTemplates templates() {
    return templates;
  }

  TemplateMessages templateMessages() {
    return templateMessages;
  }

  CustomerMessages customerMessages() {
    return customerMessages;
  }
}
