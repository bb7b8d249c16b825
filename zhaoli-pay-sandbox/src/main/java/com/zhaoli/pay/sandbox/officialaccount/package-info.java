/** A WeChat official account, its server API, and the WeChat users who deal with it. */
@NullMarked
package com.zhaoli.pay.sandbox.officialaccount;

import org.jspecify.annotations.NullMarked;
