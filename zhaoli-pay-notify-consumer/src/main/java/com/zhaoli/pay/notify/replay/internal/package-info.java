/** Replays in the database. */
@NullMarked
package com.zhaoli.pay.notify.replay.internal;

import org.jspecify.annotations.NullMarked;
