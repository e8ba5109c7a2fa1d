package serve

import (
	"net"
	"net/http"
	"strings"
)

// hosts are the host names for which a server answers. A hostile page can make its own
// name resolve to this machine (DNS rebinding). For the browser, our site is then of the
// same origin as that page, which could read it. Only the Host header shows the attack.
type hosts struct {
	loopback bool // only this machine reaches the server
	names    map[string]bool
}

// newHosts are the names for a listener. It is nil, which takes any name, on a network
// where the settings name no host.
func newHosts(addr net.Addr, names []string) *hosts {
	tcp, ok := addr.(*net.TCPAddr)
	h := &hosts{loopback: ok && tcp.IP.IsLoopback(), names: map[string]bool{}}
	for _, n := range names {
		h.names[bareHost(n)] = true
	}
	if !h.loopback && len(names) == 0 {
		return nil
	}
	return h
}

// take tells whether the server answers a request with this Host header. An IP address
// cannot be rebound, and browsers never send an empty header.
func (h *hosts) take(header string) bool {
	if h == nil || header == "" {
		return true
	}
	host := bareHost(header)
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback() || !h.loopback || h.names[host]
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || h.names[host]
}

// bareHost is a host in lower case, without port, brackets and final dot.
func bareHost(s string) string {
	if host, _, err := net.SplitHostPort(s); err == nil {
		s = host
	}
	s = strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	return strings.ToLower(strings.TrimSuffix(s, "."))
}

// foreign tells whether a page of another origin loads something from us: a script, a
// picture, data. A link to us is not foreign. Browsers send this since 2020 (W3C, Fetch
// Metadata); older ones obey our Cross-Origin-Resource-Policy header.
func foreign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
	default:
		return false
	}
	dest := r.Header.Get("Sec-Fetch-Dest")
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" || dest == "object" || dest == "embed"
}
