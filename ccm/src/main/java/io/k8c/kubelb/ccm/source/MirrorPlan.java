package io.k8c.kubelb.ccm.source;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.k8c.kubelb.api.BoundedName;
import io.k8c.kubelb.api.Wire;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What is behind a twin whose Service has no selector: the same as behind the Service, in slices of
 * its own.
 *
 * @param wanted slices that must be there
 * @param obsolete slices of ours that must go
 */
public record MirrorPlan(List<EndpointSlice> wanted, List<EndpointSlice> obsolete) {
  /** Ties a slice to its Service. */
  public static final String SERVICE_NAME = "kubernetes.io/service-name";

  private static final String KEPT_BY = "endpointslice.kubernetes.io/managed-by";
  private static final String SUFFIX = "-nodeport";
  private static final int LONGEST_NAME = 253;

  public MirrorPlan {
    wanted = List.copyOf(wanted);
    obsolete = List.copyOf(obsolete);
  }

  /**
   * Decides.
   *
   * @param slices those of the Service
   * @param mirrored those of its twin
   */
  public static MirrorPlan of(
      Service twin, List<EndpointSlice> slices, List<EndpointSlice> mirrored) {
    List<EndpointSlice> wanted = slices.stream().map(slice -> mirror(twin, slice)).toList();
    List<String> names = wanted.stream().map(MirrorPlan::name).toList();
    return new MirrorPlan(
        wanted,
        mirrored.stream()
            .filter(MirrorPlan::isOurs)
            .filter(s -> !names.contains(name(s)))
            .toList());
  }

  private static boolean isOurs(EndpointSlice slice) {
    return Wire.GROUP.equals(slice.getMetadata().getLabels().get(KEPT_BY));
  }

  private static String name(EndpointSlice slice) {
    return slice.getMetadata().getName();
  }

  private static EndpointSlice mirror(Service twin, EndpointSlice slice) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withName(mirrorName(name(slice)))
        .withNamespace(slice.getMetadata().getNamespace())
        .addToLabels(SERVICE_NAME, twin.getMetadata().getName())
        .addToLabels(KEPT_BY, Wire.GROUP)
        .addToLabels(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY)
        .withAnnotations(new LinkedHashMap<>())
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Service")
                .withName(twin.getMetadata().getName())
                .withUid(twin.getMetadata().getUid())
                .build())
        .endMetadata()
        .withAddressType(slice.getAddressType())
        .withEndpoints(slice.getEndpoints())
        .withPorts(slice.getPorts())
        .build();
  }

  private static String mirrorName(String name) {
    return BoundedName.of(name, SUFFIX, LONGEST_NAME);
  }
}
