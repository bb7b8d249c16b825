/** What the sandbox's tests share: the running sandbox, and the platform's side of it. */
@NullMarked
package com.zhaoli.pay.sandbox.support;

import org.jspecify.annotations.NullMarked;
