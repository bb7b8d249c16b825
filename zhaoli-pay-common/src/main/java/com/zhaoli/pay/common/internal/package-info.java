/** The short-lived credential that services show each other. */
@NullMarked
package com.zhaoli.pay.common.internal;

import org.jspecify.annotations.NullMarked;
