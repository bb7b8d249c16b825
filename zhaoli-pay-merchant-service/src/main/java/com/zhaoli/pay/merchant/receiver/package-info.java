/** Who of a merchant gets messages in WeChat, and how such people are invited. */
@NullMarked
package com.zhaoli.pay.merchant.receiver;

import org.jspecify.annotations.NullMarked;
