/** Who may deliver what: one claim in Redis for each event, target and delivery. */
@NullMarked
package com.zhaoli.pay.notify.claim;

import org.jspecify.annotations.NullMarked;
