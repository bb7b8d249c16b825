/** Where terminals' health and messages are kept. */
@NullMarked
package com.zhaoli.pay.pos.heartbeat.internal;

import org.jspecify.annotations.NullMarked;
