/** pos-terminal-service as other services call it. */
@NullMarked
package com.zhaoli.pay.common.client.pos;

import org.jspecify.annotations.NullMarked;
