package io.k8c.kubelb.ccm.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.TenantKind;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IndexTest {
  private static final ObjectKey ONE = ObjectKey.of(TenantKind.HTTP_ROUTE, "shop", "one");
  private static final ObjectKey OTHER = ObjectKey.of(TenantKind.HTTP_ROUTE, "shop", "other");
  private static final ObjectKey WEB = ObjectKey.service("shop", "web");
  private static final ObjectKey MAIL = ObjectKey.service("shop", "mail");

  private final Index index = new Index();

  @Test
  void thoseWhoReferToAnObjectAreFound() {
    // given
    index.add(ONE, WEB);
    index.add(OTHER, WEB);
    index.add(OTHER, MAIL);

    // then
    assertThat(index.of(WEB)).containsExactlyInAnyOrder(ONE, OTHER);
    assertThat(index.of(MAIL)).containsExactly(OTHER);
    assertThat(index.of(ObjectKey.secret("shop", "web"))).isEmpty();
  }

  @Test
  void whatIsNotReferredToAnyMoreIsNamedOnce() {
    // given
    index.retain(ONE, Set.of(WEB, MAIL));

    // when
    Set<ObjectKey> dropped = index.retain(ONE, Set.of(MAIL));

    // then
    assertThat(dropped).containsExactly(WEB);
    assertThat(index.isReferred(WEB)).isFalse();
    assertThat(index.isReferred(MAIL)).isTrue();
    assertThat(index.retain(ONE, Set.of(MAIL))).isEmpty();
  }

  @Test
  void whatOthersStillReferToStays() {
    // given
    index.retain(ONE, Set.of(WEB));
    index.retain(OTHER, Set.of(WEB));

    // when
    index.retain(ONE, Set.of());

    // then
    assertThat(index.of(WEB)).containsExactly(OTHER);
  }
}
