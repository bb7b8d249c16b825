/**
 * {@code ./zhaoli bench pos-chaos}: terminals trade over a bad line with a service that is killed,
 * and all books have to agree.
 */
@NullMarked
package com.zhaoli.pay.e2e.poschaos;

import org.jspecify.annotations.NullMarked;
