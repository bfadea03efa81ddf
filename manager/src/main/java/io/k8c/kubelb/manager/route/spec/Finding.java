package io.k8c.kubelb.manager.route.spec;

/**
 * Something that keeps a part of an object from being served.
 *
 * @param reason a word of the standard
 * @param message what is wrong, and what to do about it
 */
public record Finding(String reason, String message) {}
