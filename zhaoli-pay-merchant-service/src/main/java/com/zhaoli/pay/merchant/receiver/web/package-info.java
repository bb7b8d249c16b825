/** Receivers over HTTP: for their merchant, for operators, for the other services. */
@NullMarked
package com.zhaoli.pay.merchant.receiver.web;

import org.jspecify.annotations.NullMarked;
