package io.k8c.kubelb.e2e.clusters;

import io.k8c.kubelb.e2e.lab.NeedsLab;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that take the {@link TestBed} as a parameter; skipped where there can be no lab. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@NeedsLab
@ExtendWith(SharedTestBed.class)
@interface OnTestBed {}
