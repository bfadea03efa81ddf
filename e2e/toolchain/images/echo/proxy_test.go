package main

import (
	"bufio"
	"io"
	"strings"
	"testing"
)

func TestReadProxyHeader(t *testing.T) {
	v2 := string(signature2)
	cases := map[string]struct{ in, source, destination, rest string }{
		"none":             {"hello", "", "", "hello"},
		"looks like one":   {"PROX", "", "", "PROX"},
		"version 1":        {"PROXY TCP4 192.0.2.1 192.0.2.2 1000 80\r\nhi", "192.0.2.1:1000", "192.0.2.2:80", "hi"},
		"version 1, IPv6":  {"PROXY TCP6 2001:db8::1 2001:db8::2 1000 80\r\n", "[2001:db8::1]:1000", "[2001:db8::2]:80", ""},
		"version 1, no IP": {"PROXY UNKNOWN\r\nhi", "", "", "hi"},
		"version 2":        {v2 + "\x21\x11\x00\x0c\xc0\x00\x02\x01\xc0\x00\x02\x02\x03\xe8\x00\x50hi", "192.0.2.1:1000", "192.0.2.2:80", "hi"},
		"version 2, extra": {v2 + "\x21\x11\x00\x0f\xc0\x00\x02\x01\xc0\x00\x02\x02\x03\xe8\x00\x50\x04\x00\x00hi", "192.0.2.1:1000", "192.0.2.2:80", "hi"},
		"version 2, local": {v2 + "\x20\x00\x00\x00hi", "", "", "hi"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			in := bufio.NewReader(strings.NewReader(c.in))
			source, destination, err := readProxyHeader(in)
			rest, _ := io.ReadAll(in)
			if err != nil || source != c.source || destination != c.destination || string(rest) != c.rest {
				t.Errorf("got %q, %q, rest %q, %v", source, destination, rest, err)
			}
		})
	}
}
