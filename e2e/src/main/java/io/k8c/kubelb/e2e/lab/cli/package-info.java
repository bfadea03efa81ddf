/** The lab as a command for people: up, down, smoke. */
@NullMarked
package io.k8c.kubelb.e2e.lab.cli;

import org.jspecify.annotations.NullMarked;
