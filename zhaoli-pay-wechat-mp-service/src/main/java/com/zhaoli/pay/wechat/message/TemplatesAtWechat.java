package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.bean.template.WxMpTemplate;
import org.springframework.stereotype.Service;

/** WeChat's own list of an account's templates. */
@Service
public class TemplatesAtWechat {
  /** WxJava's errcode for an answer without one. */
  private static final int NO_ERRCODE = -99;

  /**
   * The list as it is now.
   *
   * @throws ApiException WECHAT_REFUSED, WECHAT_UNAVAILABLE
   */
  public List<TemplateAtWechat> list(OfficialAccount account) {
    try {
      List<WxMpTemplate> all = account.service().getTemplateMsgService().getAllPrivateTemplate();
      return Objects.requireNonNullElse(all, List.<WxMpTemplate>of()).stream()
          .map(TemplatesAtWechat::of)
          .toList();
    } catch (ApiException e) {
      throw e;
    } catch (WxErrorException e) {
      int errcode = e.getError().getErrorCode();
      if (e.getCause() instanceof IOException || errcode == NO_ERRCODE) {
        throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
      }
      throw ApiException.of(ErrorCode.WECHAT_REFUSED, "errcode", String.valueOf(errcode));
    } catch (RuntimeException e) {
      // No access token, or an answer that is no JSON.
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
    }
  }

  /**
   * Whether a template of ours fits WeChat's.
   *
   * @throws ApiException WECHAT_REFUSED, WECHAT_UNAVAILABLE
   */
  public TemplateCheck check(OfficialAccount account, MessageTemplate ours) {
    return TemplateCheck.of(ours, list(account));
  }

  private static TemplateAtWechat of(WxMpTemplate template) {
    return TemplateAtWechat.of(
        orEmpty(template.getTemplateId()),
        orEmpty(template.getTitle()),
        orEmpty(template.getContent()),
        orEmpty(template.getExample()));
  }

  private static String orEmpty(String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
