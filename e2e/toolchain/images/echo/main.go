// Command echo is the backend of the tests: it tells who answered and what it saw, over HTTP, TCP and UDP.
package main

import (
	"context"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// drain is how long a stopping pod still serves, so that whoever sends to it has time to hear that it leaves.
const drain = 3 * time.Second

// identity is what every answer carries.
type identity struct {
	Pod     string `json:"pod"`
	Node    string `json:"node"`
	Cluster string `json:"cluster,omitempty"`
}

func main() {
	host, _ := os.Hostname()
	self := identity{Pod: host, Node: os.Getenv("NODE_NAME"), Cluster: os.Getenv("CLUSTER")}

	server := &http.Server{Handler: handler(self), Protocols: new(http.Protocols)}
	server.Protocols.SetHTTP1(true)
	server.Protocols.SetUnencryptedHTTP2(true)
	web := listen("PORT", "8080")
	raw := listen("TCP_PORT", "8081")
	datagrams := listenPacket("UDP_PORT", "8082")

	go serveTCP(raw, self)
	go serveUDP(datagrams, self)
	go func() {
		if err := server.Serve(web); err != http.ErrServerClosed {
			log.Fatal(err)
		}
	}()

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	<-stop
	time.Sleep(drain)
	raw.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	_ = server.Shutdown(ctx)
}

func listen(variable, port string) net.Listener {
	l, err := net.Listen("tcp", ":"+setting(variable, port))
	if err != nil {
		log.Fatal(err)
	}
	return l
}

func listenPacket(variable, port string) net.PacketConn {
	c, err := net.ListenPacket("udp", ":"+setting(variable, port))
	if err != nil {
		log.Fatal(err)
	}
	return c
}

func setting(variable, otherwise string) string {
	if v := os.Getenv(variable); v != "" {
		return v
	}
	return otherwise
}
