/** Credentials for the gateway. */
@NullMarked
package com.zhaoli.pay.merchant.app.web;

import org.jspecify.annotations.NullMarked;
