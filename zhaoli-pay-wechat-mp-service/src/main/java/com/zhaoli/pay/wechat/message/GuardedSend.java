package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.function.IntFunction;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.error.WxRuntimeException;
import me.chanjar.weixin.mp.api.WxMpService;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** One call of WeChat that sends; tells apart what was refused, not sent, and unknown. */
@Component
public class GuardedSend {
  private static final int NO_ERRCODE = -99;

  /** The call itself; answers WeChat's number of what was sent, where it has one. */
  @FunctionalInterface
  public interface Call {
    @Nullable String send(WxMpService service) throws WxErrorException;
  }

  /** Makes the call; {@code errcodes} says what WeChat's refusals of such calls mean. */
  public SendOutcome send(OfficialAccount account, IntFunction<SendOutcome> errcodes, Call call) {
    WxMpService service;
    try {
      service = account.service();
      // First on its own: a failure to get the token means that nothing was sent.
      service.getAccessToken();
    } catch (ApiException e) {
      return new SendOutcome.Misconfigured(null, "the official account has no credentials");
    } catch (WxErrorException e) {
      return notSent(e);
    } catch (WxRuntimeException | DataAccessException e) {
      return new SendOutcome.NotSent(null, "no access token: " + rootOf(e));
    }
    try {
      return new SendOutcome.Accepted(call.send(service));
    } catch (WxErrorException e) {
      return e.getCause() instanceof IOException io ? outcomeOf(io) : outcomeOf(e, errcodes);
    } catch (RuntimeException e) {
      // The answer was no JSON, or a second token could not be had: it may have been sent.
      return new SendOutcome.Unknown(rootOf(e));
    }
  }

  private static SendOutcome notSent(WxErrorException e) {
    if (e.getCause() instanceof IOException) {
      return new SendOutcome.NotSent(null, "no access token: " + rootOf(e));
    }
    SendOutcome outcome = outcomeOf(e, Errcodes::outcomeOf);
    return outcome instanceof SendOutcome.Misconfigured
        ? outcome
        : new SendOutcome.NotSent(e.getError().getErrorCode(), "no access token");
  }

  private static SendOutcome outcomeOf(WxErrorException e, IntFunction<SendOutcome> errcodes) {
    int errcode = e.getError().getErrorCode();
    return errcode == NO_ERRCODE
        ? new SendOutcome.Unknown("no errcode in the answer")
        : errcodes.apply(errcode);
  }

  /** Before the connection stands nothing is sent; after that, nobody knows. */
  private static SendOutcome outcomeOf(IOException e) {
    boolean connectionNeverStood =
        e instanceof ConnectException
            || e instanceof ConnectTimeoutException
            || e instanceof UnknownHostException
            || e instanceof NoRouteToHostException;
    return connectionNeverStood
        ? new SendOutcome.NotSent(null, e.getClass().getSimpleName())
        : new SendOutcome.Unknown(e.getClass().getSimpleName());
  }

  private static String rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName();
  }
}
