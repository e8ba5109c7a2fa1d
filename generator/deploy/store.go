package deploy

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/minio/minio-go/v7/pkg/s3utils"
)

// How long a server may take. A request that moves a body has more time: that of
// sending it at slowest bytes a second.
const (
	usualTimeout = 30 * time.Second
	slowest      = 20 << 10
	usualTries   = 3
)

// single is the size in bytes up to which an object is sent in one request, so
// that its ETag is what other programs expect.
const single = 64 << 20

// store is the part of a bucket below the target's prefix.
type store struct {
	client  *minio.Client
	target  Target
	timeout time.Duration
	tries   int
	secrets []string // removed from every message
	puts    atomic.Int64
	bytes   atomic.Int64
}

// openStore makes the client. It sends no request.
func openStore(t Target, opt Options) (*store, error) {
	env := opt.Env
	id, secret := env("AWS_ACCESS_KEY_ID"), env("AWS_SECRET_ACCESS_KEY")
	if id == "" || secret == "" {
		return nil, refuse("credentials")
	}
	if s3utils.CheckValidBucketName(t.Bucket) != nil {
		return nil, refuse("name", t.Bucket)
	}
	timeout := opt.Timeout
	if timeout == 0 {
		timeout = usualTimeout
	}
	transport := opt.transport
	if transport == nil {
		transport = &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: min(timeout, 10*time.Second)}).DialContext,
			TLSHandshakeTimeout:   10 * time.Second,
			ResponseHeaderTimeout: timeout,
			MaxIdleConnsPerHost:   workers,
			IdleConnTimeout:       time.Minute,
			ForceAttemptHTTP2:     true,
			DisableCompression:    true, // else an object that is stored with gzip would be read uncompressed
		}
	}
	lookup := map[string]minio.BucketLookupType{"path": minio.BucketLookupPath, "dns": minio.BucketLookupDNS}[t.Lookup]
	client, err := minio.New(t.Endpoint, &minio.Options{
		Creds:  credentials.NewStaticV4(id, secret, env("AWS_SESSION_TOKEN")),
		Secure: t.Secure, Region: t.Region, BucketLookup: lookup, Transport: transport, MaxRetries: opt.tries,
	})
	if err != nil {
		return nil, refuse("url", t.String())
	}
	return &store{client: client, target: t, timeout: timeout, tries: opt.tries, secrets: []string{id, secret, env("AWS_SESSION_TOKEN")}}, nil
}

// object is what is sent.
type object struct {
	key         string // below the prefix
	body        io.Reader
	size        int64
	mime, cache string
	coding      string
	disposition string
	only        string // put only if the object has this ETag; none: only if there is no object; "": always
}

// none in object.only: put only if there is no such object.
const none = "*"

// limit bounds the time of a request that moves size bytes, all its tries together.
func (s *store) limit(ctx context.Context, size int64) (context.Context, context.CancelFunc) {
	once := s.timeout + time.Duration(size/slowest)*time.Second
	return context.WithTimeoutCause(ctx, time.Duration(s.tries)*once+5*time.Second, errSlow)
}

// put sends an object and returns its ETag. The MD5 of the body is signed: not all
// servers understand a body whose chunks are signed.
func (s *store) put(ctx context.Context, o object) (etag string, err error) {
	ctx, cancel := s.limit(ctx, o.size)
	defer cancel()
	opt := minio.PutObjectOptions{
		ContentType: o.mime, CacheControl: o.cache, ContentEncoding: o.coding, ContentDisposition: o.disposition,
		SendContentMd5: true, DisableContentSha256: true, DisableMultipart: o.size <= single, PartSize: single, NumThreads: 2,
	}
	switch o.only {
	case "":
	case none:
		opt.SetMatchETagExcept(none)
	default:
		opt.SetMatchETag(o.only)
	}
	info, err := s.client.PutObject(ctx, s.target.Bucket, s.target.Prefix+o.key, o.body, o.size, opt)
	if err != nil {
		return "", s.explain(ctx, err)
	}
	s.puts.Add(1)
	s.bytes.Add(o.size)
	return info.ETag, nil
}

// get reads a whole object into memory; nil if there is none.
func (s *store) get(ctx context.Context, key string) (body []byte, etag string, err error) {
	ctx, cancel := s.limit(ctx, 0)
	defer cancel()
	o, err := s.client.GetObject(ctx, s.target.Bucket, s.target.Prefix+key, minio.GetObjectOptions{})
	if err == nil {
		defer o.Close()
		body, err = io.ReadAll(o)
	}
	if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", s.explain(ctx, err)
	}
	info, err := o.Stat()
	return body, info.ETag, s.explain(ctx, err)
}

// list calls each with every object below the prefix until each returns false. most is
// the number of objects per request, 0 for the server's own.
func (s *store) list(ctx context.Context, most int, each func(key, etag string) bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for o := range s.client.ListObjects(ctx, s.target.Bucket, minio.ListObjectsOptions{Prefix: s.target.Prefix, Recursive: true, MaxKeys: most}) {
		if o.Err != nil {
			return s.explain(ctx, o.Err)
		}
		if !each(o.Key[len(s.target.Prefix):], o.ETag) {
			return nil
		}
	}
	return s.explain(ctx, ctx.Err())
}

// remove deletes an object. It is no error if there is none.
func (s *store) remove(ctx context.Context, key string) error {
	ctx, cancel := s.limit(ctx, 0)
	defer cancel()
	err := s.client.RemoveObject(ctx, s.target.Bucket, s.target.Prefix+key, minio.RemoveObjectOptions{})
	if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
		return nil
	}
	return s.explain(ctx, err)
}

// putBytes sends an object that is no file of the site; caches must not keep it.
func (s *store) putBytes(ctx context.Context, key string, b []byte, only string) (etag string, err error) {
	return s.put(ctx, object{key: key, body: bytes.NewReader(b), size: int64(len(b)), mime: "application/octet-stream", cache: "no-store", only: only})
}

// errSlow ends a request that takes too long.
var errSlow = errors.New("the server is too slow")
