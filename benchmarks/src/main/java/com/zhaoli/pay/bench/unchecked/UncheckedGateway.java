package com.zhaoli.pay.bench.unchecked;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.gateway.GatewayApplication;
import com.zhaoli.pay.gateway.guard.RequestBody;
import com.zhaoli.pay.gateway.guard.TrustedHeaders;
import com.zhaoli.pay.gateway.openapi.OpenApiGuard;
import jakarta.servlet.http.HttpServletRequest;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The gateway without the check of the open API's signature: no header of it is read, no signature
 * computed, Redis not asked. Everything else is the gateway's own. It takes every request for one
 * of the same merchant, so it listens on loopback alone, nobody finds it in Nacos, and it starts in
 * no environment but development. The gateway's jar has nothing of this: the benchmark brings this
 * class, which is one so that no more has to be brought.
 */
public final class UncheckedGateway
    implements ApplicationContextInitializer<ConfigurableApplicationContext>,
        BeanPostProcessor,
        MethodInterceptor {

  private static final String ADMIT = "admit";

  private final String merchantNo;
  private final String appId;

  UncheckedGateway(String merchantNo, String appId) {
    this.merchantNo = merchantNo;
    this.appId = appId;
  }

  /** Starts it for a merchant and an app. */
  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(GatewayApplication.class);
    application.addInitializers(new UncheckedGateway(arguments[0], arguments[1]));
    application.run(
        "--server.address=127.0.0.1", "--spring.cloud.nacos.discovery.register-enabled=false");
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    String environment = context.getEnvironment().getProperty("zhaoli.environment");
    if (!"development".equals(environment)) {
      throw new IllegalStateException(
          "A gateway without its check is for development, not for " + environment + ".");
    }
    context.getBeanFactory().addBeanPostProcessor(this);
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (!(bean instanceof OpenApiGuard)) {
      return bean;
    }
    ProxyFactory unchecked = new ProxyFactory(bean);
    unchecked.setProxyTargetClass(true);
    unchecked.addAdvice(this);
    return unchecked.getProxy(bean.getClass().getClassLoader());
  }

  @Override
  public @Nullable Object invoke(MethodInvocation call) throws Throwable {
    return call.getMethod().getName().equals(ADMIT)
        ? admit((HttpServletRequest) call.getArguments()[0])
        : call.proceed();
  }

  /** What the check does beside checking: it reads the body and says who asks. */
  private TrustedHeaders admit(HttpServletRequest request) {
    RequestBody.read(request);
    return TrustedHeaders.none()
        .with(ZhaoliHeaders.MERCHANT_NO, merchantNo)
        .with(ZhaoliHeaders.APP_ID, appId);
  }
}
