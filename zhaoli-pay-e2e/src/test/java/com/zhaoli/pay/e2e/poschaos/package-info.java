@NullMarked
package com.zhaoli.pay.e2e.poschaos;

import org.jspecify.annotations.NullMarked;
