@NullMarked
package com.zhaoli.pay.e2e.faults.books;

import org.jspecify.annotations.NullMarked;
