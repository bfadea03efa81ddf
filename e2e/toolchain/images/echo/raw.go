package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"time"
)

// patience is how long a connection may stay silent before it counts as one without a PROXY header.
const patience = 100 * time.Millisecond

type connection struct {
	identity
	Remote           string `json:"remote"`
	ProxySource      string `json:"proxySource,omitempty"`
	ProxyDestination string `json:"proxyDestination,omitempty"`
}

type datagram struct {
	identity
	Remote string `json:"remote"`
	Data   string `json:"data"`
}

func serveTCP(listener net.Listener, self identity) {
	for {
		c, err := listener.Accept()
		if err != nil {
			return
		}
		go serveConnection(c, self)
	}
}

// serveConnection greets with one JSON line and then sends back what it receives.
func serveConnection(c net.Conn, self identity) {
	defer c.Close()
	in := bufio.NewReader(c)
	_ = c.SetReadDeadline(time.Now().Add(patience))
	source, destination, err := readProxyHeader(in)
	if err != nil {
		return
	}
	_ = c.SetReadDeadline(time.Time{})
	greeting, _ := json.Marshal(connection{self, c.RemoteAddr().String(), source, destination})
	if _, err := c.Write(append(greeting, '\n')); err == nil {
		_, _ = io.Copy(c, in)
	}
}

func serveUDP(socket net.PacketConn, self identity) {
	buffer := make([]byte, 65535)
	for {
		n, remote, err := socket.ReadFrom(buffer)
		if err != nil {
			return
		}
		reply, _ := json.Marshal(datagram{self, remote.String(), string(buffer[:n])})
		_, _ = socket.WriteTo(append(reply, '\n'), remote)
	}
}
