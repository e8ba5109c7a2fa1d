package generator

import (
	"context"
	"errors"
	"path/filepath"

	"milepost/generator/config"
	"milepost/generator/deploy"
	"milepost/generator/publish"
)

// Sending is the stage in which files are sent to object storage.
const Sending Stage = "sending"

// Deploy sends the edition published in dir to object storage. It reads no content
// and builds nothing. opt.Shrink 0 takes the limit of lost pages from cfg; a negative
// one means no limit.
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
