package serve

import (
	"net"
	"net/http"
	"strings"
)

// hosts are the names under which a server answers. A page of another host can
// have its own name lead to this machine (DNS rebinding) and then read what only
// this machine, or this network, may see: the browser takes it for the same
// origin, and only the name it sends tells that it is not.
type hosts struct {
	loopback bool // only this machine reaches the server
	names    map[string]bool
}

// newHosts are the names for a listener; nil where any name may be the right one:
// on a network, as long as nobody names the host.
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

// take tells whether the server answers a request with this Host header. An
// address cannot be led elsewhere, and no browser sends an empty one.
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

// bareHost is a host without port, brackets, the dot of the root, and capitals.
func bareHost(s string) string {
	if host, _, err := net.SplitHostPort(s); err == nil {
		s = host
	}
	s = strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	return strings.ToLower(strings.TrimSuffix(s, "."))
}

// foreign tells whether a page of another origin asks for a part of a page of
// its own: a script, a picture, data. Browsers say so since 2020 (W3C, Fetch
// Metadata); older ones hold to the header that forbids it. Links lead here from
// everywhere.
func foreign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
	default:
		return false
	}
	dest := r.Header.Get("Sec-Fetch-Dest")
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" || dest == "object" || dest == "embed"
}
