/** The contract: what our kinds accept and refuse, and that every field of them is tested. */
package io.k8c.kubelb.e2e.contract;
