@NullMarked
package com.zhaoli.pay.e2e.faults;

import org.jspecify.annotations.NullMarked;
