// Package suite is the conformance suite of Gateway API as a program: 'go test -c' makes it.
package suite

import (
	"testing"

	"sigs.k8s.io/gateway-api/conformance"
)

// TestGatewayAPI runs what its command line says; the cluster is that of KUBECONFIG.
func TestGatewayAPI(t *testing.T) {
	conformance.RunConformance(t)
}
