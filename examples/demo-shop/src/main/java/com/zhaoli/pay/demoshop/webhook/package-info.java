/** What the platform tells the shop. */
@NullMarked
package com.zhaoli.pay.demoshop.webhook;

import org.jspecify.annotations.NullMarked;
