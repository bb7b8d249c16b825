/**
 * The platform as a fake in a merchant's tests: {@link com.zhaoli.pay.sdk.test.FakeZhaoliPay}, and
 * {@link com.zhaoli.pay.sdk.test.AutoConfigureFakeZhaoliPay} for tests of Spring Boot.
 */
@NullMarked
package com.zhaoli.pay.sdk.test;

import org.jspecify.annotations.NullMarked;
