/** Webhook endpoints as merchants and other services call them. */
@NullMarked
package com.zhaoli.pay.notify.endpoint.web;

import org.jspecify.annotations.NullMarked;
