package io.k8c.kubelb.xds.model;

/** Form of the lines about requests and connections, which hold neither queries nor credentials. */
public enum AccessLog {
  OFF,
  TEXT,
  JSON
}
