/** Test events, as merchants ask for them. */
@NullMarked
package com.zhaoli.pay.notify.webhook.web;

import org.jspecify.annotations.NullMarked;
