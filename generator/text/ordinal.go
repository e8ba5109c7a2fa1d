package text

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var (
	digitsFirst  = regexp.MustCompile(`^[（(]?(\d{1,3}(?:\.\d{1,3})*)(?:[-_、.．)）][\s]*| +)[^\d\s]`)
	chapterFirst = regexp.MustCompile(`^第\s*(\d{1,3}|[零〇一二两三四五六七八九十百]{1,6})\s*[章节篇部回讲课卷集步期]`)
	hanFirst     = regexp.MustCompile(`^[（(]?([一二三四五六七八九十百]{1,5})[)）、.．]`)
)

// Ordinal is the number that people write before a name to set its place in a list:
// 01-总览, 4.1_pull, 第十一章, 一、, （二）. It is returned as a text that sorts like the
// number (0004.0001); "" if there is none. A year or a date is no such number.
func Ordinal(name string) string {
	for _, form := range []*regexp.Regexp{digitsFirst, chapterFirst, hanFirst} {
		m := form.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		parts := strings.Split(m[1], ".")
		for i, p := range parts {
			n, err := strconv.Atoi(p)
			if err != nil {
				n = hanNumber(p)
			}
			parts[i] = fmt.Sprintf("%04d", n)
		}
		return strings.Join(parts, ".")
	}
	return ""
}

// hanNumber reads a number below a thousand: 十一, 二十, 一百零三.
func hanNumber(s string) int {
	sum, digit := 0, 0
	for _, r := range s {
		switch r {
		case '十':
			sum, digit = sum+10*max(digit, 1), 0
		case '百':
			sum, digit = sum+100*max(digit, 1), 0
		case '两':
			digit = 2
		default:
			digit = max(0, strings.Index("零一二三四五六七八九", string(r))/len("零"))
		}
	}
	return sum + digit
}

var fileNumber = regexp.MustCompile(`^\d{1,3}(?:\.\d{1,3})*[-_.、]+\s*([^\d\s].*)$`)

// Unnumbered is the name of a file without the number before it: 01-总览 is 总览.
func Unnumbered(name string) string {
	if m := fileNumber.FindStringSubmatch(name); m != nil {
		return m[1]
	}
	return name
}

// UnnumberedPath applies Unnumbered to each name of a path.
func UnnumberedPath(p string) string {
	names := strings.Split(p, "/")
	for i, name := range names {
		names[i] = Unnumbered(name)
	}
	return strings.Join(names, "/")
}
