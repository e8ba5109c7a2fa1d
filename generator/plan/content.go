package plan

import (
	"milepost/generator/digest"
	"milepost/generator/site"
)

// ofView is content that the theme renders from a view.
type ofView struct {
	m    *maker
	view func() any
}

func (c *ofView) Key() digest.Key                            { return c.m.key(c.view()) }
func (c *ofView) Render() ([]byte, error)                    { return c.m.theme.Render(c.view()) }
func (c *ofView) Both() (digest.Key, func() ([]byte, error)) { return c.m.both(c.view()) }

// ofPage is ofView for a page. Each edition makes thousands: without a function for each.
type ofPage struct {
	m    *maker
	page *site.Page
}

func (c *ofPage) Key() digest.Key                            { return c.m.key(c.m.page(c.page)) }
func (c *ofPage) Render() ([]byte, error)                    { return c.m.theme.Render(c.m.page(c.page)) }
func (c *ofPage) Both() (digest.Key, func() ([]byte, error)) { return c.m.both(c.m.page(c.page)) }

// key is the key of an output with the view.
func (m *maker) key(view any) digest.Key { return digest.Of(m.theme.Key(), view) }

// both is the key of a view, and what renders it.
func (m *maker) both(view any) (digest.Key, func() ([]byte, error)) {
	return m.key(view), func() ([]byte, error) { return m.theme.Render(view) }
}
