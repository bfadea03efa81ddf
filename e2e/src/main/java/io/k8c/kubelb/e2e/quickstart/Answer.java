package io.k8c.kubelb.e2e.quickstart;

import io.k8c.kubelb.e2e.install.Access;

/**
 * What answered at the address of a tenant's object.
 *
 * @param address in its status
 * @param here the address as the user's own shell reaches it
 * @param node that answered, and the pod on it
 */
record Answer(
    Access tenant, Exposed exposed, String address, String here, String node, String pod) {}
