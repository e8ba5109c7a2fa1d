package deploy

import (
	"net/url"
	"strconv"
	"strings"
)

// Target is a prefix of a bucket in object storage.
type Target struct {
	Endpoint string // host, and port if it has one
	Secure   bool   // reached by https
	Bucket   string
	Prefix   string // "" or "a/b/"
	Region   string
	Lookup   string // where requests name the bucket: "path", "dns" (in the host's name), or "" for what is usual at the endpoint
}

// amazon is the endpoint if neither address nor environment names one.
const amazon = "s3.amazonaws.com"

// ParseTarget reads the address of a target:
//
//	s3://BUCKET/PREFIX?endpoint=https://HOST:PORT&region=REGION&path-style=true
//	https://HOST/BUCKET/PREFIX?region=REGION
//
// An s3: address without endpoint uses the one of AWS_ENDPOINT_URL, else Amazon's; an
// address without region that of AWS_REGION or AWS_DEFAULT_REGION. env returns variables of
// the environment.
func ParseTarget(said string, env func(string) string) (Target, error) {
	u, err := url.Parse(said)
	if err != nil {
		return Target{}, refuse("url", redacted(said))
	}
	if u.User != nil {
		return Target{}, refuse("secret") // a password in an address ends up in logs
	}
	t, folders := Target{}, strings.Split(strings.Trim(u.Path, "/"), "/")
	at := said
	switch u.Scheme {
	case "s3":
		t.Bucket = u.Host
		at = first(u.Query().Get("endpoint"), env("AWS_ENDPOINT_URL"), "https://"+amazon)
	case "https", "http":
		t.Bucket, folders = folders[0], folders[1:]
	default:
		return Target{}, refuse("url", redacted(said))
	}
	if !strings.Contains(at, "://") {
		at = "https://" + at
	}
	e, err := url.Parse(at)
	if err != nil || e.Host == "" || t.Bucket == "" || e.Scheme != "https" && e.Scheme != "http" {
		return Target{}, refuse("url", redacted(said))
	}
	if e.User != nil {
		return Target{}, refuse("secret")
	}
	t.Endpoint, t.Secure = e.Host, e.Scheme == "https"
	if p := strings.Trim(strings.Join(folders, "/"), "/"); p != "" {
		t.Prefix = p + "/"
	}
	if isOSS(e.Hostname()) {
		t.Lookup = "dns"
	}
	t.Region = first(u.Query().Get("region"), env("AWS_REGION"), env("AWS_DEFAULT_REGION"), usualRegion(e.Hostname()))
	return t, t.options(u.Query())
}

// options reads the other parameters of the address.
func (t *Target) options(q url.Values) error {
	for name := range q {
		if name != "endpoint" && name != "region" && name != "path-style" {
			return refuse("option", name)
		}
	}
	style := q.Get("path-style")
	if style == "" {
		return nil
	}
	path, err := strconv.ParseBool(style)
	if err != nil {
		return refuse("option", "path-style")
	}
	t.Lookup = "dns"
	if path {
		t.Lookup = "path"
	}
	return nil
}

// usualRegion is the region for signatures, from the name of the host; us-east-1 for
// servers without regions. With "" the client asks the server.
func usualRegion(host string) string {
	switch {
	case isOSS(host): // oss-cn-hangzhou, s3.oss-cn-hangzhou-internal, oss-accelerate
		name, _, _ := strings.Cut(strings.TrimPrefix(host, "s3."), ".")
		region := strings.TrimSuffix(strings.TrimPrefix(name, "oss-"), "-internal")
		if strings.HasPrefix(region, "accelerate") {
			return "us-east-1" // an endpoint of all regions; OSS accepts any name here
		}
		return region
	case strings.HasSuffix(host, "amazonaws.com"), strings.HasSuffix(host, "amazonaws.com.cn"):
		return ""
	}
	return "us-east-1"
}

// isOSS tells whether a host is one of Aliyun, which requires the bucket in the name of
// the host. The client library knows only aliyuncs.com.
func isOSS(host string) bool {
	return strings.HasSuffix(host, ".aliyuncs.com") || strings.HasSuffix(host, ".aliyuncs-internal.com")
}

// redacted is an address without the parts that may hold a secret: user, password, parameters.
func redacted(said string) string {
	head, rest, found := strings.Cut(said, "://")
	if !found {
		head, rest = "", said
	} else {
		head += "://"
	}
	if at := strings.LastIndex(rest, "@"); at >= 0 {
		rest = "…" + rest[at:]
	}
	rest, _, _ = strings.Cut(rest, "?")
	return head + rest
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// String is the target for messages: endpoint/bucket/prefix.
func (t Target) String() string {
	return strings.TrimSuffix(t.Endpoint+"/"+t.Bucket+"/"+t.Prefix, "/")
}
