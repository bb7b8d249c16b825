/** Heartbeats, and who looks at them. */
@NullMarked
package com.zhaoli.pay.pos.heartbeat.web;

import org.jspecify.annotations.NullMarked;
