package com.zhaoli.pay.wechat.scene;

import com.zhaoli.pay.common.client.wechat.QrCode;
import com.zhaoli.pay.common.client.wechat.QrCodeRequest;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.scene.internal.QrSceneStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.bean.result.WxMpQrCodeTicket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * QR codes of the accounts. A scene is registered before WeChat is asked for its code, so that no
 * scan ever finds an unknown one.
 */
@Service
public class QrScenes {
  private static final Logger log = LoggerFactory.getLogger(QrScenes.class);

  /** WxJava's errcode for an answer without one. */
  private static final int NO_ERRCODE = -99;

  private static final int MIN_SECONDS = 60;
  private static final int MAX_SECONDS = 2_592_000;
  private static final int MAX_BUSINESS_ID = 64;
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final QrSceneStore store;
  private final OfficialAccounts accounts;
  private final Clock clock;

  QrScenes(QrSceneStore store, OfficialAccounts accounts, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * A new temporary QR code of the main account, which merchants follow.
   *
   * @throws ApiException REQUEST_INVALID, WECHAT_REFUSED, WECHAT_UNAVAILABLE
   */
  public QrCode create(QrCodeRequest request) {
    check(request);
    OfficialAccount account = accounts.main();
    String scene = Ids.withPrefix("scn_");
    Instant now = clock.instant();
    Instant expiresAt = now.plusSeconds(request.expireSeconds());
    store.insert(
        new QrSceneBO(
            account.appId(),
            scene,
            ScenePurpose.of(request.purpose()),
            request.businessId(),
            SceneState.ACTIVE,
            expiresAt,
            null),
        now);
    WxMpQrCodeTicket ticket = ticket(account, scene, request.expireSeconds());
    store.setTicket(scene, ticket.getTicket(), ticket.getUrl());
    return new QrCode(scene, ticket.getTicket(), ticket.getUrl(), expiresAt);
  }

  /** The scene of this account's code; empty where it is another account's. */
  public Optional<QrSceneBO> find(String appId, String scene) {
    return store.find(scene).filter(found -> found.appId().equals(appId));
  }

  /**
   * Counts a scan of a code, in the transaction of the caller, who sees to it that each scan is
   * counted once.
   *
   * @param follow whether it was the beginning of following
   */
  public void count(String scene, boolean follow, Instant at) {
    store.count(scene, follow, at, LocalDate.ofInstant(at, CHINA));
  }

  private static WxMpQrCodeTicket ticket(OfficialAccount account, String scene, int expireSeconds) {
    try {
      return account.service().getQrcodeService().qrCodeCreateTmpTicket(scene, expireSeconds);
    } catch (ApiException e) {
      throw e;
    } catch (WxErrorException e) {
      int errcode = e.getError().getErrorCode();
      if (e.getCause() instanceof IOException || errcode == NO_ERRCODE) {
        throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
      }
      log.warn("WeChat refused a QR code with errcode {}", errcode);
      throw new ApiException(ErrorCode.WECHAT_REFUSED, Map.of("errcode", String.valueOf(errcode)));
    } catch (RuntimeException e) {
      // No access token, as without Redis, or an answer that is no JSON.
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
    }
  }

  private static void check(QrCodeRequest request) {
    if (Arrays.asList(request.purpose(), request.businessId()).contains(null)) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "body", "needs purpose and businessId");
    }
    if (request.expireSeconds() < MIN_SECONDS || request.expireSeconds() > MAX_SECONDS) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "expireSeconds", "must be 60 to 2592000");
    }
    if (request.businessId().isBlank() || request.businessId().length() > MAX_BUSINESS_ID) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, "businessId", "must have 1 to 64 characters");
    }
  }
}
