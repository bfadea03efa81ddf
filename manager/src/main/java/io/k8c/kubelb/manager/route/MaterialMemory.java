package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.xds.identity.TlsMaterial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What was found of certificates before, since looking at a key takes longer than all the rest. */
final class MaterialMemory {
  private static final int KEPT = 4096;
  private static final Map<Text, TlsMaterial> KNOWN =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Text, TlsMaterial> eldest) {
              return size() > KEPT;
            }
          });

  private MaterialMemory() {}

  private record Text(String certificates, String key) {}

  static TlsMaterial pair(String chain, String key) {
    return known(new Text(chain, key), () -> TlsMaterial.pair(chain, key));
  }

  static TlsMaterial authorities(String pem) {
    return known(new Text(pem, ""), () -> TlsMaterial.authorities(pem));
  }

  private static TlsMaterial known(Text text, Supplier<TlsMaterial> look) {
    TlsMaterial before = KNOWN.get(text);
    if (before != null) {
      return before;
    }
    TlsMaterial found = look.get();
    KNOWN.put(text, found);
    return found;
  }
}
