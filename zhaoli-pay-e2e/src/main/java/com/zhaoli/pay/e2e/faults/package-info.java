/**
 * The fault run: payers and merchants at work while channels lie and processes die, and a checker
 * that compares all books afterwards.
 */
@NullMarked
package com.zhaoli.pay.e2e.faults;

import org.jspecify.annotations.NullMarked;
