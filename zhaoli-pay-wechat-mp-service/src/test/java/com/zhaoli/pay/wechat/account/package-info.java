/** Tests of the account's credentials. */
@NullMarked
package com.zhaoli.pay.wechat.account;

import org.jspecify.annotations.NullMarked;
