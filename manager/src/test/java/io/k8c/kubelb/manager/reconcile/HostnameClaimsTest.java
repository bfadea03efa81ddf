package io.k8c.kubelb.manager.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.k8c.kubelb.api.HostnameClaim;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.testing.StoringApi;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.route.HostnameHolder;
import io.k8c.kubelb.manager.route.HostnameOwners;
import io.k8c.kubelb.manager.route.spec.Hostname;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostnameClaimsTest {
  private static final HostnameHolder EARLY = holder("shop.example.com", "tenant-early");
  private static final HostnameHolder LATE = holder("shop.example.com", "tenant-late");
  private static final HostnameHolder WIDE = holder("*.example.com", "tenant-late");

  private final StoringApi api = new StoringApi(List.of(HostnameClaim.class));
  private Cached<HostnameClaim> cached;

  @BeforeEach
  void open() {
    cached = cache();
    cached.start();
    await().until(cached::isSynced);
  }

  @AfterEach
  void close() {
    cached.close();
    api.close();
  }

  @Test
  void whoAsksFirstHasIt() {
    // when
    claims().settle(Set.of(EARLY));
    await().until(() -> cached.all().size() == 1);
    claims().settle(Set.of(EARLY, LATE, WIDE));

    // then
    assertThat(held()).containsExactly(EARLY);
  }

  @Test
  void aManagerThatKnowsNoClaimWritesOverNone() {
    // given
    claims().settle(Set.of(EARLY));
    try (Cached<HostnameClaim> empty = cache()) {
      // when
      claims(empty).settle(Set.of(LATE));
    }

    // then
    assertThat(held()).containsExactly(EARLY);
  }

  @Test
  void whoIsAllowedItByNameNeedNotWait() {
    // given
    claims().settle(Set.of(EARLY));
    await().until(() -> cached.all().size() == 1);

    // when
    claims("tenant-late").settle(Set.of(EARLY, LATE));

    // then
    assertThat(held()).containsExactly(LATE);
  }

  @Test
  void ofTwoThatAskAtOnceWhoIsAllowedItByNameHasIt() {
    // when
    claims("tenant-late").settle(Set.of(EARLY, LATE));

    // then
    assertThat(held()).containsExactly(LATE);
  }

  @Test
  void whatIsGivenUpIsHeldAndTakenUpAgain() {
    // given
    claims().settle(Set.of(EARLY));
    await().until(() -> cached.all().size() == 1);

    // when
    boolean again = claims().settle(Set.of(LATE));
    await().until(() -> cached.all().getFirst().getSpec().releasedAt() != null);

    // then
    assertThat(again).isTrue();
    assertThat(held()).containsExactly(EARLY);

    // when
    claims().settle(Set.of(EARLY, LATE));

    // then
    assertThat(held()).containsExactly(EARLY);
    assertThat(stored()).allSatisfy(claim -> assertThat(claim.getSpec().releasedAt()).isNull());
  }

  @Test
  void noTenantGetsMoreThanItMayHave() {
    // given
    Set<HostnameHolder> asked = new LinkedHashSet<>();
    for (int i = 0; i <= HostnameOwners.MOST; i++) {
      asked.add(holder("a" + i + ".example.com", "tenant-late"));
    }
    asked.add(EARLY);

    // when
    boolean _ = claims().settle(asked);

    // then
    assertThat(held())
        .hasSize(HostnameOwners.MOST + 1)
        .contains(EARLY)
        .doesNotContain(holder("a" + HostnameOwners.MOST + ".example.com", "tenant-late"));
  }

  private HostnameClaims claims(String... allowed) {
    return claims(cached, allowed);
  }

  private HostnameClaims claims(Cached<HostnameClaim> known, String... allowed) {
    return new HostnameClaims(
        known,
        holder -> Stream.of(allowed).anyMatch(holder.tenant()::equals),
        new Applier(api.client(), "tester", "kubelb.k8c.io/applied"),
        Clock.systemUTC());
  }

  private Cached<HostnameClaim> cache() {
    return Cached.of(HostnameClaim.class, api.client().resources(HostnameClaim.class));
  }

  private List<HostnameClaim> stored() {
    return api.client().resources(HostnameClaim.class).list().getItems();
  }

  private List<HostnameHolder> held() {
    return stored().stream().map(HostnameHolder::of).toList();
  }

  private static HostnameHolder holder(String hostname, String tenant) {
    return new HostnameHolder("gateway", Hostname.parse(hostname).orElseThrow(), tenant);
  }
}
