/** Alipay's gateway: form requests, RSA2 signatures, signed notifies. */
@NullMarked
package com.zhaoli.pay.sandbox.alipay;

import org.jspecify.annotations.NullMarked;
