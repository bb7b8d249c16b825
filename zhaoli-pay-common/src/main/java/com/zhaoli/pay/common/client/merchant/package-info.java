/** merchant-service as other services call it. */
@NullMarked
package com.zhaoli.pay.common.client.merchant;

import org.jspecify.annotations.NullMarked;
