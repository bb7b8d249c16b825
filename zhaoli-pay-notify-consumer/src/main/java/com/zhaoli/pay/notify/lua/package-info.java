/** What runs inside Redis. */
@NullMarked
package com.zhaoli.pay.notify.lua;

import org.jspecify.annotations.NullMarked;
