@NullMarked
package com.zhaoli.pay.signing;

import org.jspecify.annotations.NullMarked;
