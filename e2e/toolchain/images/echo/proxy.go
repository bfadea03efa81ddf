package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"strings"
)

var (
	signature1 = []byte("PROXY ")
	signature2 = []byte("\r\n\r\n\x00\r\nQUIT\n")
)

// readProxyHeader takes a PROXY protocol header (version 1 or 2) off the stream; without one it takes nothing.
func readProxyHeader(in *bufio.Reader) (source, destination string, err error) {
	first, err := in.Peek(1)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return "", "", nil
	case err != nil:
		return "", "", err
	case first[0] == signature1[0] && startsWith(in, signature1):
		return readVersion1(in)
	case first[0] == signature2[0] && startsWith(in, signature2):
		return readVersion2(in)
	}
	return "", "", nil
}

func startsWith(in *bufio.Reader, signature []byte) bool {
	start, _ := in.Peek(len(signature))
	return bytes.Equal(start, signature)
}

func readVersion1(in *bufio.Reader) (string, string, error) {
	line, err := in.ReadString('\n')
	if err != nil {
		return "", "", err
	}
	field := strings.Fields(line)
	if len(field) != 6 {
		return "", "", nil // PROXY UNKNOWN
	}
	return net.JoinHostPort(field[2], field[4]), net.JoinHostPort(field[3], field[5]), nil
}

func readVersion2(in *bufio.Reader) (string, string, error) {
	head := make([]byte, 16)
	if _, err := io.ReadFull(in, head); err != nil {
		return "", "", err
	}
	body := make([]byte, binary.BigEndian.Uint16(head[14:]))
	if _, err := io.ReadFull(in, body); err != nil {
		return "", "", err
	}
	size := map[byte]int{1: 4, 2: 16}[head[13]>>4]
	if head[12]&0xf != 1 || size == 0 || len(body) < 2*size+4 {
		return "", "", nil // LOCAL, or an address family that is none of IPv4 and IPv6
	}
	ports := body[2*size:]
	return address(body[:size], ports), address(body[size:2*size], ports[2:]), nil
}

func address(ip, port []byte) string {
	a, _ := netip.AddrFromSlice(ip)
	return netip.AddrPortFrom(a, binary.BigEndian.Uint16(port)).String()
}
