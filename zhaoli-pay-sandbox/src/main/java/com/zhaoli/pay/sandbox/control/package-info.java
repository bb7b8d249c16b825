/** What a person or a test steers: the payer, the WeChat user, faults, and the page for them. */
@NullMarked
package com.zhaoli.pay.sandbox.control;

import org.jspecify.annotations.NullMarked;
