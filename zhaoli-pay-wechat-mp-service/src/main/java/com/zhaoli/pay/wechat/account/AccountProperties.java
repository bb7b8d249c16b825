package com.zhaoli.pay.wechat.account;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The official account. Credentials stand in files, one value each.
 *
 * @param apiUrl where WeChat's API answers; {@code https://api.weixin.qq.com} in production
 * @param appIdFile the account's app id
 * @param appSecretFile its secret
 * @param tokenFile the token that pushed events are signed with
 * @param aesKeyFile the EncodingAESKey, 43 characters; may be missing while events come in plain
 * @param templatesFile development only: template ids by scene, over those of the database
 * @param acceptPlain whether events may come in plain. A plain event's signature does not cover its
 *     body: an account in WeChat's safe mode should refuse them
 * @param connectTimeout for a connection to WeChat
 * @param readTimeout for its answer
 */
@ConfigurationProperties("zhaoli.wechat.mp")
public record AccountProperties(
    URI apiUrl,
    Path appIdFile,
    Path appSecretFile,
    Path tokenFile,
    Path aesKeyFile,
    Path templatesFile,
    @DefaultValue("true") boolean acceptPlain,
    @DefaultValue("1s") Duration connectTimeout,
    @DefaultValue("3s") Duration readTimeout) {}
