package com.zhaoli.pay.wechat.menu;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.account.WechatRefusal;
import com.zhaoli.pay.wechat.account.WechatSilence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** What WeChat shows: read as it is, and brought to what is wanted. */
@Service
public class MenusAtWechat {
  private final WechatMenus wechat;
  private final Duration budget;

  MenusAtWechat(WechatMenus wechat, MenuProperties properties) {
    this.wechat = wechat;
    this.budget = properties.attemptBudget();
  }

  /**
   * The menus of now, whoever set them.
   *
   * @throws ApiException WECHAT_REFUSED, WECHAT_UNAVAILABLE
   */
  public MenuContent content(OfficialAccount account) {
    return read(() -> wechat.live(account)).content();
  }

  /**
   * The menu that this follower sees.
   *
   * @throws ApiException WECHAT_REFUSED, WECHAT_UNAVAILABLE
   */
  public List<MenuButton> seenBy(OfficialAccount account, String openid) {
    return read(() -> wechat.seenBy(account, openid));
  }

  /**
   * Asks what is shown and makes the calls that lead from there to what is wanted. Once its budget
   * is used up it begins no further call, so that it ends long before a publication's lease.
   */
  PublishOutcome bring(OfficialAccount account, MenuContent wanted) {
    long begun = System.nanoTime();
    try {
      for (Call call : missing(account, wechat.live(account), wanted)) {
        if (System.nanoTime() - begun > budget.toNanos()) {
          return new PublishOutcome.Later("WeChat is slow: calls are left for the next try");
        }
        call.run();
      }
      return new PublishOutcome.Done();
    } catch (WechatRefusal e) {
      String problem = MenuErrcodes.inWords(e.errcode());
      return MenuErrcodes.mayPass(e.errcode())
          ? new PublishOutcome.Later(problem)
          : new PublishOutcome.Refused(e.errcode(), problem);
    } catch (WechatSilence e) {
      return new PublishOutcome.Later(String.valueOf(e.getMessage()));
    }
  }

  /**
   * First the default menu, without which there are no others; then what is too much; then the
   * rest.
   */
  private List<Call> missing(OfficialAccount account, LiveAtWechat live, MenuContent wanted) {
    List<ConditionalMenu> oldestFirst = new ArrayList<>(wanted.conditional());
    Collections.reverse(oldestFirst);
    int kept = live.kept(oldestFirst);
    List<Call> missing = new ArrayList<>();
    if (!live.buttons().equals(wanted.buttons())) {
      missing.add(() -> wechat.create(account, wanted.buttons()));
    }
    live.conditional().stream()
        .skip(kept)
        .forEach(old -> missing.add(() -> wechat.remove(account, old.menuId())));
    oldestFirst.stream().skip(kept).forEach(menu -> missing.add(() -> wechat.add(account, menu)));
    return missing;
  }

  private interface Call {
    void run() throws WechatRefusal, WechatSilence;
  }

  private interface Reading<T> {
    T read() throws WechatRefusal, WechatSilence;
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (WechatSilence e) {
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
    } catch (WechatRefusal e) {
      throw new ApiException(
          ErrorCode.WECHAT_REFUSED,
          Map.of(
              "errcode",
              String.valueOf(e.errcode()),
              "problem",
              MenuErrcodes.inWords(e.errcode())));
    }
  }
}
