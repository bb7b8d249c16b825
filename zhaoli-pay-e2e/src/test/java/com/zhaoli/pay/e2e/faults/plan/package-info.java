@NullMarked
package com.zhaoli.pay.e2e.faults.plan;

import org.jspecify.annotations.NullMarked;
