package generator

import (
	"path"
	"strings"

	"milepost/generator/config"
	"milepost/generator/diag"
	"milepost/generator/source"
)

// setLevels gives each diagnostic the level that site.toml sets for its rule, or Off if
// it is suppressed today.
func setLevels(diags diag.List, snap *source.Snapshot) {
	for i := range diags {
		d := &diags[i]
		for _, r := range snap.Config.Rules {
			if level, ok := diag.ParseLevel(r.Level); ok && (r.ID == d.Rule() || r.ID == d.Code) {
				d.Level = level
			}
		}
		for _, s := range snap.Config.Suppress {
			if suppresses(s, d) && s.Until >= string(snap.Today) {
				d.Level = diag.Off
			}
		}
	}
}

func suppresses(s config.Suppress, d *diag.Diagnostic) bool {
	if s.Rule != d.Rule() && s.Rule != d.Code {
		return false
	}
	ok, _ := path.Match(s.File, d.Pos.File)
	return s.File == "" || ok || s.File == d.Pos.File || strings.HasPrefix(d.Pos.File, strings.TrimSuffix(s.File, "/")+"/")
}
