package com.zhaoli.pay.merchant.licence.internal;

import org.jspecify.annotations.NullUnmarked;

/** The content of a row of licence_picture. */
@NullUnmarked
class LicenceDO {
  byte[] contentSealed;
}
