/** Genuine notices of paid orders, as Alipay and WeChat Pay send them. */
@NullMarked
package com.zhaoli.pay.bench.notice;

import org.jspecify.annotations.NullMarked;
