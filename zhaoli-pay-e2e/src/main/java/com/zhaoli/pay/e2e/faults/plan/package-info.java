/** What a fault run does, drawn from its seed: payers and merchants, weather, outages. */
@NullMarked
package com.zhaoli.pay.e2e.faults.plan;

import org.jspecify.annotations.NullMarked;
