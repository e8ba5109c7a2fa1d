package generator

import (
	"context"
	"errors"
	"path/filepath"

	"milepost/generator/config"
	"milepost/generator/deploy"
	"milepost/generator/publish"
)

// Sending is the stage in which an edition is brought to object storage.
const Sending Stage = "sending"

// Deploy brings the edition that was published to dir to a place in object
// storage. It reads no content and builds nothing. What it must not lose is in
// the settings, unless opt.Shrink is negative.
func Deploy(ctx context.Context, cfg config.Config, dir string, to deploy.Target, opt deploy.Options) (res deploy.Result, err error) {
	from, err := publish.Read(filepath.Clean(dir))
	if err != nil {
		return res, err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if opt.Shrink == 0 {
		opt.Shrink = cfg.Publish.Shrink
	}
	opt.Keep = cfg.Publish.Keep
	return deploy.Run(ctx, from, to, opt)
}
