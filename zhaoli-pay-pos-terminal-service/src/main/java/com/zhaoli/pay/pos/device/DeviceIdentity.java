package com.zhaoli.pay.pos.device;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;

/** Whose request it is, as its signature has shown. */
public record DeviceIdentity(String terminalNo, String merchantNo, String storeId, String keyId) {
  private static final String ATTRIBUTE = DeviceIdentity.class.getName();

  /** Keeps it with the request. */
  public void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /**
   * Whose request this is. A controller that asks cannot be reached past the signature, by whatever
   * spelling of its path.
   *
   * @throws ApiException SIGN_INVALID when no signature was verified
   */
  public static DeviceIdentity of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof DeviceIdentity identity) {
      return identity;
    }
    throw new ApiException(ErrorCode.SIGN_INVALID);
  }
}
