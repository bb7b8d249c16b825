/** Replays as merchants and operators ask for them. */
@NullMarked
package com.zhaoli.pay.notify.replay.web;

import org.jspecify.annotations.NullMarked;
