/** wechat-mp-service as other services call it. */
@NullMarked
package com.zhaoli.pay.common.client.wechat;

import org.jspecify.annotations.NullMarked;
