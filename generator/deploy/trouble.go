package deploy

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"

	"github.com/minio/minio-go/v7"
)

// A Refusal says why a deployment stopped, if people can mend that. Reason is a key of
// refusals and of the catalog of messages; Args are listed in refusals. It holds no
// credentials.
type Refusal struct {
	Reason string
	Args   []string
}

// refusals holds the texts of Error, for logs; people read those of the catalog. The
// comment of each lists its Args.
var refusals = map[string]string{
	"url":         "not an address of object storage",                 // address
	"option":      "the address has an unknown option",                // name
	"name":        "no bucket can be called so",                       // bucket
	"secret":      "the address holds credentials",                    //
	"credentials": "the environment holds no credentials",             //
	"denied":      "the server does not take these credentials",       // place, code
	"expired":     "the credentials were for a time that is over",     // place
	"region":      "the bucket is in another region",                  // place, message
	"style":       "the server wants the bucket in the host's name",   // place
	"bucket":      "there is no such bucket",                          // bucket, host
	"full":        "the bucket is full",                               // place, code
	"skew":        "the clocks of this machine and the server differ", // host
	"slow":        "the server does not answer in time",               // host
	"away":        "the server cannot be reached",                     // host, why
	"tls":         "the certificate of the server is not trusted",     // host
	"busy":        "another deployment is under way",                  // place, host, process, since
	"lost":        "another deployment took over",                     // place
	"foreign":     "the place holds objects that are not ours",        // place, one of them
	"another":     "another site was deployed there",                  // place
	"newer":       "a newer program deployed there",                   // place
	"other":       "the server refuses",                               // place, code, message
}

// Error is for logs.
func (r *Refusal) Error() string {
	return "deploy: " + refusals[r.Reason] + " [" + strings.Join(r.Args, ", ") + "]"
}

func refuse(reason string, args ...string) error { return &Refusal{reason, args} }

// codes maps the error codes of servers to the reasons of refusals.
var codes = map[string]string{
	"AccessDenied": "denied", "InvalidAccessKeyId": "denied", "SignatureDoesNotMatch": "denied", "InvalidToken": "denied",
	"ExpiredToken": "expired", "SecurityTokenExpired": "expired",
	"AuthorizationHeaderMalformed": "region", "PermanentRedirect": "region", "TemporaryRedirect": "region", "InvalidRegion": "region",
	"SecondLevelDomainForbidden": "style",
	"InvalidSecurity":            "denied", "AccountProblem": "denied", "Unauthorized": "denied", "AllAccessDisabled": "denied",
	minio.NoSuchBucket: "bucket", "InvalidBucketName": "bucket",
	"QuotaExceeded": "full", "XMinioStorageFull": "full", "XMinioAdminBucketQuotaExceeded": "full", "InsufficientStorage": "full",
	"ServiceQuotaExceeded": "full", "InsufficientCapacity": "full", "DiskFull": "full", "EntityTooLarge": "full", "StorageFull": "full",
	"RequestTimeTooSkewed": "skew", "RequestExpired": "skew",
	"SlowDown": "slow", "RequestTimeout": "slow", "ServiceUnavailable": "slow",
}

// errTaken says that the condition of a put did not hold.
var errTaken = errors.New("the object is not as it was")

// explain turns an error of the client into a refusal. If ctx has ended, it returns the cause of that.
func (s *store) explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if cause := context.Cause(ctx); errors.Is(err, context.Canceled) || ctx.Err() != nil {
		if errors.Is(cause, errSlow) {
			return refuse("slow", s.target.Endpoint)
		}
		return cause
	}
	var answer minio.ErrorResponse
	if errors.As(err, &answer) && answer.Code != "" {
		return s.answered(answer)
	}
	return s.unanswered(err)
}

// answered explains an error that the server answered.
func (s *store) answered(a minio.ErrorResponse) error {
	switch {
	case a.StatusCode == http.StatusPreconditionFailed || a.Code == minio.PreconditionFailed, a.Code == "ConditionalRequestConflict":
		return errTaken
	case a.StatusCode == http.StatusInsufficientStorage:
		return refuse("full", s.target.String(), a.Code)
	}
	reason := codes[a.Code]
	if reason == "" && (a.StatusCode == http.StatusUnauthorized || a.StatusCode == http.StatusForbidden) {
		reason = "denied"
	}
	switch reason {
	case "denied", "full":
		return refuse(reason, s.target.String(), a.Code)
	case "expired", "style":
		return refuse(reason, s.target.String())
	case "region":
		return refuse(reason, s.target.String(), s.clean(a.Message))
	case "bucket":
		return refuse(reason, s.target.Bucket, s.target.Endpoint)
	case "skew", "slow":
		return refuse(reason, s.target.Endpoint)
	}
	return refuse("other", s.target.String(), first(a.Code, strconv.Itoa(a.StatusCode)), s.clean(a.Message))
}

// unanswered explains an error without an answer of the server.
func (s *store) unanswered(err error) error {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var bad *tls.CertificateVerificationError
	var slow net.Error
	switch {
	case errors.As(err, &unknown), errors.As(err, &name), errors.As(err, &invalid), errors.As(err, &bad):
		return refuse("tls", s.target.Endpoint)
	case errors.As(err, &slow) && slow.Timeout(), errors.Is(err, os.ErrDeadlineExceeded):
		return refuse("slow", s.target.Endpoint)
	}
	why := err
	if op := new(net.OpError); errors.As(err, &op) {
		why = op.Err
	}
	return refuse("away", s.target.Endpoint, s.clean(why.Error()))
}

// clean is a text without credentials: a server may repeat the request in its answer.
func (s *store) clean(text string) string {
	for _, secret := range s.secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	return text
}
