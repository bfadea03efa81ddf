/**
 * The program around an operator: logs, clients, health, metrics, leader election, the way to end.
 */
@NullMarked
package io.k8c.kubelb.kit.process;

import org.jspecify.annotations.NullMarked;
