package com.zhaoli.pay.gateway.edge;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;

/** A path that two servers could read in two ways. */
final class PathRefusals {

  private PathRefusals() {}

  /** Where requests are signed, the signing spec gives the code; elsewhere the request is bad. */
  static ApiException of(String path) {
    boolean signed = path.contains("/openapi/") || path.contains("/pos/");
    return ApiException.of(
        signed ? ErrorCode.SIGN_HEADER_INVALID : ErrorCode.REQUEST_INVALID,
        "path",
        "has empty segments, dot segments or characters that must be encoded");
  }
}
