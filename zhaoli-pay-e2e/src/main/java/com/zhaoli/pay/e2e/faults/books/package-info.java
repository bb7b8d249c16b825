/**
 * The books of a fault run, ours, the channels' and the merchant's, and the rules by which they
 * have to agree.
 */
@NullMarked
package com.zhaoli.pay.e2e.faults.books;

import org.jspecify.annotations.NullMarked;
