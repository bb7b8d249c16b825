package com.zhaoli.pay.wechat.scene;

import com.zhaoli.pay.wechat.account.OfficialAccounts;
import java.io.IOException;
import java.util.Set;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.bean.result.WxMpQrCodeTicket;
import org.springframework.stereotype.Component;

/** One call of qrcode/create for a permanent code. */
@Component
class QrCodesAtWechat {
  /**
   * -99 no errcode in the answer, -1 busy, the access token, 45009 the day's quota, 45011 too
   * often.
   */
  private static final Set<Integer> PASSING = Set.of(-99, -1, 40001, 40014, 42001, 45009, 45011);

  private final OfficialAccounts accounts;

  QrCodesAtWechat(OfficialAccounts accounts) {
    this.accounts = accounts;
  }

  Making make(String appId, String scene) {
    try {
      WxMpQrCodeTicket made =
          accounts.require(appId).service().getQrcodeService().qrCodeCreateLastTicket(scene);
      return made.getTicket() == null || made.getUrl() == null
          ? new Making.Unclear("the answer names no code")
          : new Making.Made(made.getTicket(), made.getUrl());
    } catch (WxErrorException e) {
      int errcode = e.getError().getErrorCode();
      if (e.getCause() instanceof IOException io) {
        return new Making.Unclear(io.getClass().getSimpleName());
      }
      return PASSING.contains(errcode)
          ? new Making.Unclear("WeChat answered errcode " + errcode)
          : new Making.Refused(errcode);
    } catch (RuntimeException e) {
      return new Making.Unclear(e.getClass().getSimpleName());
    }
  }
}
