package com.zhaoli.pay.payment.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class AlipayClientsTest {
  private static final String RULES = "jdk.certpath.disabledAlgorithms";
  private static final String SDKS_PROVIDER = "BC";
  private static final int THREADS = 32;

  private final String before = Security.getProperty(RULES);
  @TempDir private Path directory;

  @AfterEach
  void restore() {
    Security.setProperty(RULES, before);
    // The SDK of the other class loader may be who brought it, and that loader is closed.
    Provider provider = Security.getProvider(SDKS_PROVIDER);
    if (provider != null
        && provider.getClass().getClassLoader() != AlipayClients.class.getClassLoader()) {
      Security.removeProvider(SDKS_PROVIDER);
    }
  }

  /** The SDK switches them off for the whole JVM when it is loaded, so it is loaded anew here. */
  @RepeatedTest(3)
  void accountsMadeAtOnceLeaveTheRulesOnWeakCertificates() throws Exception {
    assertThat(before).isNotBlank();
    Map<String, String> settings;
    try (TestAlipay alipay = new TestAlipay(true)) {
      settings = alipay.account(directory);
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (URLClassLoader anew = anew()) {
      Consumer<Map<String, String>> maker = maker(anew);
      CountDownLatch go = new CountDownLatch(1);
      List<Future<?>> made = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        made.add(
            threads.submit(
                () -> {
                  go.await();
                  maker.accept(settings);
                  return null;
                }));
      }
      go.countDown();
      for (Future<?> account : made) {
        account.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Security.getProperty(RULES)).isEqualTo(before);
  }

  private static URLClassLoader anew() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @SuppressWarnings("unchecked")
  private static Consumer<Map<String, String>> maker(ClassLoader anew) throws Exception {
    return (Consumer<Map<String, String>>)
        anew.loadClass(TestAccountMaker.class.getName()).getDeclaredConstructor().newInstance();
  }
}
