/** Who gets a merchant's messages in WeChat. */
@NullMarked
package com.zhaoli.pay.sdk.receiver;

import org.jspecify.annotations.NullMarked;
