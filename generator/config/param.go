package config

import "strconv"

// Values is what site.toml gives a parameter of a rule, nil if nothing.
func Values(rules []Rule, rule, key string) []string {
	for _, r := range rules {
		if r.ID != rule {
			continue
		}
		for _, p := range r.Params {
			if p.Key == key {
				return p.List
			}
		}
	}
	return nil
}

// Number is a parameter of a rule as a whole number.
func Number(rules []Rule, rule, key string, otherwise int) int {
	if l := Values(rules, rule, key); len(l) == 1 {
		if n, err := strconv.Atoi(l[0]); err == nil && n >= 0 {
			return n
		}
	}
	return otherwise
}
