package bring

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// tagEnd is the end of a shortcode of Hugo or of a component of MDX and Vue.
var tagEnd = regexp.MustCompile(`\{\{[<%] */ *([\w./-]+) *[>%]\}\}|</([A-Z][\w.]*)>`)

// boxOf maps common names of tags to our boxes.
var boxOf = map[string]string{
	"note": "note", "info": "note", "hint": "note", "alert": "note", "notice": "note", "callout": "note", "admonition": "note", "pageinfo": "note", "aside": "note",
	"tip": "tip", "success": "tip", "important": "important", "warning": "warning", "warn": "warning", "caution": "caution", "danger": "danger", "error": "danger",
	"details": "details", "detail": "details", "expand": "details", "collapse": "details", "accordion": "details", "accordionitem": "details", "spoiler": "details", "fold": "details",
	"tabs": "tabs", "tabpane": "tabs", "codetabs": "tabs", "codegroup": "tabs", "tab": "tab", "tabitem": "tab", "codetab": "tab",
	"code": "code", "codeblock": "code", "code-toggle": "code",
	"section": "plain", "lead": "plain", "cover": "plain", "feature": "plain", "card": "plain", "cards": "plain", "cardpane": "plain", "columns": "plain", "column": "plain", "steps": "plain", "step": "plain", "div": "plain", "center": "plain",
}

// closed notes the tags that have an end tag.
func (s *survey) closed(src string) {
	for _, m := range tagEnd.FindAllStringSubmatch(src, -1) {
		s.tags[m[1]+m[2]] = true
	}
}

// boxed lists the tags that become boxes.
func (s *survey) boxed() {
	for _, tag := range slices.Sorted(maps.Keys(s.tags)) {
		if box := boxOf[strings.ToLower(tag[strings.LastIndexByte(tag, '/')+1:])]; box != "" {
			s.found.Boxes = append(s.found.Boxes, [2]string{tag, box})
		}
	}
}
