package deploy

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Each trouble of a server is one refusal, which holds no credentials although
// the server gives them back.
func TestTroubleIsOneRefusal(t *testing.T) {
	answer := func(status int, code string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			fmt.Fprintf(w, "<Error><Code>%s</Code><Message>for %s with %s</Message></Error>", code, keyID, secret)
		}
	}
	away := httptest.NewServer(answer(200, ""))
	away.Close()
	for _, c := range []struct {
		name   string
		server http.HandlerFunc
		want   string
	}{
		{"unknown key", answer(403, "InvalidAccessKeyId"), "denied"},
		{"wrong secret", answer(403, "SignatureDoesNotMatch"), "denied"},
		{"no right to write", answer(403, "AccessDenied"), "denied"},
		{"unknown key, in words of its own", answer(403, "XAdminUserNotFound"), "denied"},
		{"no bucket", answer(404, "NoSuchBucket"), "bucket"},
		{"quota of a bucket", answer(409, "QuotaExceeded"), "full"},
		{"full disk", answer(507, "XMinioStorageFull"), "full"},
		{"clocks", answer(403, "RequestTimeTooSkewed"), "skew"},
		{"busy server", answer(503, "SlowDown"), "slow"},
		{"what nobody knows", answer(400, "MadUp"), "other"},
		{"slow server", func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-r.Context().Done():
			case <-time.After(2 * time.Second):
			}
		}, "slow"},
		{"no server", nil, "away"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			address := away.URL
			if c.server != nil {
				s := httptest.NewServer(c.server)
				defer s.Close()
				address = s.URL
			}
			to, err := ParseTarget("s3://wiki/docs?endpoint="+address, noEnv)
			if err != nil {
				t.Fatal(err)
			}
			opt := usual()
			opt.Timeout = 100 * time.Millisecond
			_, err = Run(context.Background(), published(t, place(t), edition(1)), to, opt)
			if reason(err) != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
			for _, bad := range []string{keyID, secret} {
				if strings.Contains(fmt.Sprintf("%v %+v", err, err), bad) {
					t.Errorf("says %s: %v", bad, err)
				}
			}
		})
	}
}

// A bucket that becomes full half way leaves the edition before.
func TestFullHalfWay(t *testing.T) {
	b, dir := newBucket(t), place(t)
	mustRun(t, published(t, dir, edition(1)), b, usual())
	b.before = func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodPut || strings.Contains(r.URL.Path, ".milepost-deploy") || strings.Contains(r.URL.Path, "assets/") {
			return false
		}
		w.WriteHeader(507)
		fmt.Fprint(w, "<Error><Code>XMinioStorageFull</Code></Error>")
		return true
	}
	next := published(t, place(t), edition(2))
	if _, err := Run(context.Background(), next, b.target(t), usual()); reason(err) != "full" {
		t.Errorf("%v", err)
	}
	b.check(t, edition(1))
	b.before = nil
	mustRun(t, next, b, usual())
	b.check(t, edition(2))
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ said, want string }{
		{"s3://kb", "{s3.amazonaws.com true kb   }"},
		{"s3://kb/a/b/?region=eu-west-1", "{s3.amazonaws.com true kb a/b/ eu-west-1 }"},
		{"s3://wiki/docs?endpoint=http://10.0.0.5:9000&path-style=true", "{10.0.0.5:9000 false wiki docs/ us-east-1 path}"},
		{"s3://kb?endpoint=oss-cn-hangzhou-internal.aliyuncs.com", "{oss-cn-hangzhou-internal.aliyuncs.com true kb  oss-cn-hangzhou }"},
		{"https://minio.example.com:9000/kb/手册", "{minio.example.com:9000 true kb 手册/ us-east-1 }"},
		{"https://minio.example.com/", "url"},
		{"ftp://kb/x", "url"},
		{"kb", "url"},
		{"s3://key:pass@kb", "secret"},
		{"s3://kb?endpoint=https://key:pass@host", "secret"},
		{"s3://kb?acl=public", "option"},
		{"s3://kb?path-style=maybe", "option"},
	} {
		to, err := ParseTarget(c.said, noEnv)
		got := fmt.Sprintf("{%s %v %s %s %s %s}", to.Endpoint, to.Secure, to.Bucket, to.Prefix, to.Region, to.Lookup)
		if err != nil {
			got = reason(err)
			if strings.Contains(err.Error(), "pass") {
				t.Errorf("%s: says the password: %v", c.said, err)
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.said, got, c.want)
		}
	}
}
