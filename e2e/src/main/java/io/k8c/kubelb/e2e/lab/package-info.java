/**
 * The lab: whole Kubernetes clusters on this one machine, from local files, without a container
 * engine or an image registry. This package is what tests and commands use; the packages below hold
 * how it is done. Nothing here knows the programs that are tested in it.
 *
 * <p>One LAN joins all machines and leads nowhere: 10.90.0.0/16 and fd90::/64, with nodes at 1 to
 * 99, load balancers at 100 to 199 and the client outside of all clusters at 254. More load
 * balancers than that are at 1000 and above, which is 10.90.3.232 and fd90::1000. Cluster C has the
 * pods 10.(100+C).0.0/16, a /24 a node, and the Services 10.(200+C).0.0/16; with IPv6 fd90:8:C::/48
 * and fd90:5:C::/108.
 */
@NullMarked
package io.k8c.kubelb.e2e.lab;

import org.jspecify.annotations.NullMarked;
