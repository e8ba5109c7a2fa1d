package deploy

import (
	"context"
	"errors"
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

// Each error of a server is one refusal, which holds no credentials although the
// server's answer repeats them.
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
		{"temporary credentials, later", answer(400, "ExpiredToken"), "expired"},
		{"another region", answer(400, "AuthorizationHeaderMalformed"), "region"},
		{"another endpoint", answer(301, "PermanentRedirect"), "region"},
		{"bucket in the path", answer(403, "SecondLevelDomainForbidden"), "style"},
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

// If the bucket becomes full in the middle of a deployment, readers still have the edition before.
func TestFullHalfWay(t *testing.T) {
	b, dir := newBucket(t), place(t)
	mustRun(t, published(t, dir, edition(1)), b, usual())
	b.answer(func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodPut || strings.Contains(r.URL.Path, ".milepost-deploy") || strings.Contains(r.URL.Path, "assets/") {
			return false
		}
		w.WriteHeader(507)
		fmt.Fprint(w, "<Error><Code>XMinioStorageFull</Code></Error>")
		return true
	})
	next := published(t, place(t), edition(2))
	if _, err := Run(context.Background(), next, b.target(t), usual()); reason(err) != "full" {
		t.Errorf("%v", err)
	}
	b.check(t, edition(1))
	b.answer(nil)
	mustRun(t, next, b, usual())
	b.check(t, edition(2))
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ said, want string }{
		{"s3://kb", "{s3.amazonaws.com true kb   }"},
		{"s3://kb/a/b/?region=eu-west-1", "{s3.amazonaws.com true kb a/b/ eu-west-1 }"},
		{"s3://wiki/docs?endpoint=http://10.0.0.5:9000&path-style=true", "{10.0.0.5:9000 false wiki docs/ us-east-1 path}"},
		{"s3://kb?endpoint=oss-cn-hangzhou-internal.aliyuncs.com", "{oss-cn-hangzhou-internal.aliyuncs.com true kb  cn-hangzhou dns}"},
		{"s3://kb?endpoint=s3.oss-cn-shanghai.aliyuncs.com", "{s3.oss-cn-shanghai.aliyuncs.com true kb  cn-shanghai dns}"},
		{"https://s3.oss-cn-beijing-internal.aliyuncs-internal.com/kb/a", "{s3.oss-cn-beijing-internal.aliyuncs-internal.com true kb a/ cn-beijing dns}"},
		{"s3://kb?endpoint=oss-accelerate.aliyuncs.com", "{oss-accelerate.aliyuncs.com true kb  us-east-1 dns}"},
		{"s3://kb?endpoint=s3.cn-north-1.amazonaws.com.cn", "{s3.cn-north-1.amazonaws.com.cn true kb   }"},
		{"s3://kb?endpoint=https://s3.example.com&path-style=false", "{s3.example.com true kb  us-east-1 dns}"},
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

// A name that no bucket can have is refused as such, not as a server that cannot be reached.
func TestNamesOfBuckets(t *testing.T) {
	for _, name := range []string{"kb", "a..b", "-wiki", "wiki docs"} {
		to := Target{Endpoint: "127.0.0.1:1", Bucket: name, Region: "us-east-1"}
		if _, err := Run(context.Background(), published(t, place(t), edition(1)), to, usual()); reason(err) != "name" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Endpoint and region come from the environment if the address names none.
func TestAddressFromTheEnvironment(t *testing.T) {
	env := map[string]string{"AWS_ENDPOINT_URL": "http://minio:9000", "AWS_DEFAULT_REGION": "eu-central-1"}
	get := func(name string) string { return env[name] }
	to, err := ParseTarget("s3://kb/a", get)
	if want := (Target{Endpoint: "minio:9000", Bucket: "kb", Prefix: "a/", Region: "eu-central-1"}); err != nil || to != want {
		t.Errorf("%+v %v, want %+v", to, err, want)
	}
	env["AWS_REGION"] = "eu-west-1"
	if to, err = ParseTarget("s3://kb/a?endpoint=https://s3.example.com&region=cn-north-1", get); err != nil || to.Endpoint != "s3.example.com" || to.Region != "cn-north-1" {
		t.Errorf("the address does not count: %+v %v", to, err)
	}
	if to, err = ParseTarget("https://s3.example.com/kb", get); err != nil || to.Region != "eu-west-1" {
		t.Errorf("AWS_REGION does not count: %+v %v", to, err)
	}
}

// wire is a transport that sees the requests instead of a server.
type wire func(*http.Request) (*http.Response, error)

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) { return w(r) }

// A request names the bucket where its server expects it. The signature is for the right
// region, the session token is sent, and no body is signed in pieces, since Aliyun does
// not understand that.
func TestHowServersAreAsked(t *testing.T) {
	for _, c := range []struct{ said, want, scope string }{
		{"s3://wiki/a?region=eu-west-1", "https://wiki.s3.dualstack.eu-west-1.amazonaws.com/a/", "/eu-west-1/s3/"},
		{"s3://wiki?endpoint=https://s3.oss-cn-hangzhou.aliyuncs.com", "https://wiki.s3.oss-cn-hangzhou.aliyuncs.com/", "/cn-hangzhou/s3/"},
		{"s3://wiki?endpoint=https://oss-cn-beijing-internal.aliyuncs.com", "https://wiki.oss-cn-beijing-internal.aliyuncs.com/", "/cn-beijing/s3/"},
		{"s3://wiki?endpoint=https://s3.oss-cn-beijing.aliyuncs-internal.com", "https://wiki.s3.oss-cn-beijing.aliyuncs-internal.com/", "/cn-beijing/s3/"},
		{"s3://wiki/手册?endpoint=http://minio:9000", "http://minio:9000/wiki/手册/", "/us-east-1/s3/"},
		{"s3://wiki?endpoint=http://store:9000&path-style=false&region=cn", "http://wiki.store:9000/", "/cn/s3/"},
	} {
		var asked []string
		opt := usual()
		opt.Env = func(name string) string {
			return map[string]string{"AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secret, "AWS_SESSION_TOKEN": "token-never-said"}[name]
		}
		opt.tries = 1
		opt.transport = wire(func(r *http.Request) (*http.Response, error) {
			asked = append(asked, r.URL.Scheme+"://"+r.URL.Host+r.URL.Path)
			if !strings.Contains(r.Header.Get("Authorization"), c.scope) || r.Header.Get("X-Amz-Security-Token") != "token-never-said" {
				t.Errorf("%s: headers %v", c.said, r.Header)
			}
			if strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING") || r.Header.Get("Content-Encoding") == "aws-chunked" {
				t.Errorf("%s: a body in pieces: %v", c.said, r.Header)
			}
			return nil, errors.New("no net, token-never-said")
		})
		to, err := ParseTarget(c.said, noEnv)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Run(context.Background(), published(t, place(t), edition(1)), to, opt)
		if len(asked) == 0 || !strings.HasPrefix(asked[0], c.want) {
			t.Errorf("%s: asked %q, want %s (%v)", c.said, asked, c.want, err)
		}
		if strings.Contains(fmt.Sprint(err), "token-never-said") {
			t.Errorf("%s says the token: %v", c.said, err)
		}
	}
}
