package io.k8c.kubelb.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantNamespaceTest {

  @ParameterizedTest
  @CsvSource({
    "primary, tenant-primary",
    "tenant-cluster-1, tenant-cluster-1",
    "tenant, tenant-tenant",
    "tenants-a, tenant-tenants-a"
  })
  void aNamespaceHasThePrefixOnce(String tenant, String namespace) {
    assertThat(TenantNamespace.of(tenant)).isEqualTo(namespace);
  }
}
