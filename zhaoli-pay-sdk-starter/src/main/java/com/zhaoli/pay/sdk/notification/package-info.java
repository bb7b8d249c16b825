/** What became of each webhook. */
@NullMarked
package com.zhaoli.pay.sdk.notification;

import org.jspecify.annotations.NullMarked;
